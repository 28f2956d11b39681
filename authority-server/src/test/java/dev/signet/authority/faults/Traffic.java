package dev.signet.authority.faults;

import dev.signet.authority.faults.Promise.Standing;
import dev.signet.authority.faults.Promises.Question;
import dev.signet.authority.process.TokenClient;
import dev.signet.authority.process.Waiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Issues and revokes at each node and checks with each validator until it is closed, and writes
 * down what was answered.
 */
final class Traffic implements AutoCloseable {
  private final Promises promises;
  private final Reach database;
  private final long seed;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private volatile boolean running = true;

  /**
   * Makes it; it runs once nodes are added.
   *
   * @param promises what was answered
   * @param database whether revocations could get from node to node
   * @param seed repeats a run, as far as processes can be repeated
   */
  Traffic(Promises promises, Reach database, long seed) {
    this.promises = promises;
    this.database = database;
    this.seed = seed;
  }

  /** Goes to a node too from now on. */
  void add(Node node) {
    nodes.add(node);
    loop("issue", node, random -> issue(node));
    loop("revoke", node, random -> revoke(node, random));
    loop("check", node, random -> check(node, random));
  }

  private interface Step {
    void take(SplittableRandom random) throws IOException, InterruptedException;
  }

  private void loop(String name, Node node, Step step) {
    SplittableRandom random = new SplittableRandom(seed + (name + node.name()).hashCode());
    Thread thread = new Thread(() -> repeat(node, step, random), name + '-' + node.name());
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private void repeat(Node node, Step step, SplittableRandom random) {
    while (running) {
      boolean reachable = !node.reach().isLost();
      try {
        step.take(random);
      } catch (IOException e) {
        // What was not answered was not promised; but only a node in trouble may not answer.
        if (reachable && !node.reach().isLost()) {
          promises.unanswered(node.name(), e.toString());
        }
      } catch (InterruptedException e) {
        return;
      }
      Waiting.pause();
    }
  }

  private void issue(Node node) throws IOException, InterruptedException {
    HttpResponse<String> answer = node.client().ask();
    if (isDone(node, "issued", answer)) {
      String token = TokenClient.token(answer.body());
      promises.issued(new Promise(token, TokenClient.jti(answer.body()), System.nanoTime()));
    }
  }

  private void revoke(Node node, SplittableRandom random) throws IOException, InterruptedException {
    Promise chosen = promises.any(random).orElse(null);
    if (chosen == null || chosen.standing() == Standing.REVOKED || random.nextInt(3) > 0) {
      return;
    }
    chosen.becomes(Standing.UNCERTAIN, System.nanoTime());
    if (isDone(node, "revoked", node.client().revoke(chosen.token()))) {
      chosen.becomes(Standing.REVOKED, System.nanoTime());
    }
  }

  private boolean isDone(Node node, String what, HttpResponse<String> answer) {
    boolean done = answer.statusCode() == 200;
    if (!done) {
      boolean saysWhen = answer.headers().firstValue("Retry-After").isPresent();
      promises.refused(node.name(), answer.statusCode(), saysWhen);
    }
    count(node, done ? what : "refused").increment();
    return done;
  }

  private void check(Node node, SplittableRandom random) {
    promises.any(random).ifPresent(promise -> check(node, promise));
  }

  private void check(Node node, Promise promise) {
    long reachable = Math.max(node.reach().since(), database.since());
    Question question = promises.asks(node.name(), promise, reachable, System.nanoTime());
    promises.judged(question, node.validator().checkToken(promise.token()).httpStatus());
  }

  private LongAdder count(Node node, String what) {
    return counts.computeIfAbsent(node.name() + ' ' + what, name -> new LongAdder());
  }

  /** How many requests a node refused for now. */
  long refused(Node node) {
    return count(node, "refused").sum();
  }

  /** Returns once each node has issued and revoked some more. */
  void awaitProgress() {
    nodes.forEach(this::awaitProgress);
  }

  /** Returns once a node has issued and revoked some more. */
  void awaitProgress(Node node) {
    long issued = count(node, "issued").sum() + 5;
    long revoked = count(node, "revoked").sum() + 2;
    Waiting.until(
        node.name() + " issues and revokes",
        () -> count(node, "issued").sum() > issued && count(node, "revoked").sum() > revoked);
  }

  /** How much was done, for people. */
  @Override
  public String toString() {
    return counts + ", " + promises.verdicts() + " verdicts";
  }

  @Override
  public void close() {
    running = false;
    threads.forEach(thread -> Waiting.until(thread.getName() + " ends", () -> !thread.isAlive()));
  }
}

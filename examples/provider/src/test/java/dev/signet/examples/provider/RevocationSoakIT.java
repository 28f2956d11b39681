package dev.signet.examples.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.examples.provider.IssuedToken.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the authority and the providers at random and breaks their connections, while tokens are
 * issued, checked and revoked; what was answered is held against a record that the test keeps.
 *
 * <p>{@code -Dsignet.soak.seconds=600} runs it for ten minutes, {@code -Dsignet.soak.seed} repeats
 * the disturbances of a run.
 */
class RevocationSoakIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("signet.soak.seconds", 8));
  private static final long SEED = Long.getLong("signet.soak.seed", System.nanoTime());
  private static final int PROVIDERS = 3;

  private final List<IssuedToken> tokens = new CopyOnWriteArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private volatile boolean running = true;

  @Test
  void refusesWhatWasRevokedAndNothingElse(@TempDir Path folder) throws Exception {
    Deployment.requireJars();
    int authorityPort = JarProcess.freePort();
    for (int i = 0; i < PROVIDERS; i++) {
      ports.add(JarProcess.freePort());
    }
    try (CuttingProxy network = new CuttingProxy(authorityPort)) {
      Deployment deployment =
          new Deployment(folder, "http://127.0.0.1:" + network.port(), authorityPort);
      String secret = deployment.addApplication();
      try (Chaos chaos = new Chaos(deployment, network, ports, SEED)) {
        Duration bound = bound(deployment);
        SoakRecord record = new SoakRecord(bound);
        awaitFirstAnswers(deployment.acquire(secret));
        disturb(chaos, traffic(deployment, secret, chaos, record));
        awaitArrival(deployment, bound, record);
        assertThat(record.violations()).as("with -Dsignet.soak.seed=%d", SEED).isEmpty();
        report(chaos, bound, record.answers());
      }
    }
  }

  private static Duration bound(Deployment deployment) throws Exception {
    String seconds = Deployment.member("revocation_effective_within", deployment.metadata());
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private void awaitFirstAnswers(String token) {
    ports.forEach(
        port -> JarProcess.until("it has its keys", () -> Deployment.ask(port, token) == 200));
  }

  private List<Thread> traffic(Deployment site, String secret, Chaos chaos, SoakRecord record) {
    List<Thread> traffic = new ArrayList<>();
    traffic.add(loop("issue", random -> issue(site, secret)));
    traffic.add(loop("revoke", random -> revoke(site, secret, random)));
    for (int i = 0; i < PROVIDERS; i++) {
      int provider = i;
      traffic.add(loop("check-" + i, random -> check(chaos, provider, record, random)));
    }
    return traffic;
  }

  private void disturb(Chaos chaos, List<Thread> traffic) throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      chaos.disturb();
    }
    running = false;
    for (Thread thread : traffic) {
      thread.join();
    }
  }

  private interface Step {
    void take(SplittableRandom random) throws IOException, InterruptedException;
  }

  private Thread loop(String name, Step step) {
    SplittableRandom random = new SplittableRandom(SEED + name.hashCode());
    Thread thread =
        new Thread(
            () -> {
              while (running) {
                try {
                  step.take(random);
                } catch (IOException | InterruptedException | AssertionError e) {
                  // The authority was killed: what was not answered was not promised.
                }
                JarProcess.pause();
              }
            },
            name);
    thread.start();
    return thread;
  }

  private void issue(Deployment site, String secret) throws IOException, InterruptedException {
    tokens.add(new IssuedToken(site.acquire(secret), System.nanoTime()));
  }

  private void revoke(Deployment site, String secret, SplittableRandom random)
      throws IOException, InterruptedException {
    Optional<IssuedToken> chosen = any(random).filter(token -> random.nextInt(4) == 0);
    if (chosen.isPresent() && chosen.get().standing() != Standing.REVOKED) {
      chosen.get().becomes(Standing.UNCERTAIN, System.nanoTime());
      if (site.revoke(secret, chosen.get().text()) == 200) {
        chosen.get().becomes(Standing.REVOKED, System.nanoTime());
      }
    }
  }

  private void check(Chaos chaos, int provider, SoakRecord record, SplittableRandom random) {
    any(random).ifPresent(token -> check(chaos, provider, record, token));
  }

  private void check(Chaos chaos, int provider, SoakRecord record, IssuedToken token) {
    SoakRecord.Question question =
        record.asks(provider, token, chaos.reachableSince(provider), System.nanoTime());
    record.answered(question, Deployment.ask(ports.get(provider), token.text()));
  }

  private Optional<IssuedToken> any(SplittableRandom random) {
    int size = tokens.size();
    return size == 0 ? Optional.empty() : Optional.of(tokens.get(random.nextInt(size)));
  }

  private void awaitArrival(Deployment deployment, Duration bound, SoakRecord record)
      throws IOException {
    String inForce = deployment.command("revocations", "list", "--json");
    long deadline = System.nanoTime() + bound.toNanos();
    for (IssuedToken token : tokens) {
      record.isListed(token, jti(token.text()), inForce);
      for (int provider = 0; provider < PROVIDERS; provider++) {
        record.settled(provider, token, lastAnswer(token, ports.get(provider), deadline));
      }
    }
  }

  private static int lastAnswer(IssuedToken token, int port, long deadline) {
    Optional<Integer> expected = SoakRecord.finalAnswer(token);
    int status = Deployment.ask(port, token.text());
    while (expected.isPresent() && status != expected.get() && System.nanoTime() < deadline) {
      JarProcess.pause();
      status = Deployment.ask(port, token.text());
    }
    return status;
  }

  private static String jti(String token) {
    String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8);
    return Deployment.member("jti", claims);
  }

  private void report(Chaos chaos, Duration bound, long answers) {
    long revoked = tokens.stream().filter(t -> t.standing() == Standing.REVOKED).count();
    System.out.printf(
        Locale.ROOT,
        "%s with %d disturbances: %d tokens, %d of them revoked, %d answers of %d providers,"
            + " each revocation in force within %s%n",
        TIME,
        chaos.disturbances(),
        tokens.size(),
        revoked,
        answers,
        PROVIDERS,
        bound);
  }
}

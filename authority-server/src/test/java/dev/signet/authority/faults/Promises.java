package dev.signet.authority.faults;

import dev.signet.authority.faults.Promise.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was promised by answers, held against what nodes, validators and the database say later:
 * issued means recorded, revoked means revoked, and validators never notice. Keeps what does not
 * agree. Thread-safe.
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class Promises {
  private static final int ACCEPTED = 200;
  private static final int NOT_NOW = 503;

  private final long boundNanos;
  private final List<Promise> all = new ArrayList<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final LongAdder verdicts = new LongAdder();

  /**
   * A token that a validator is asked about.
   *
   * @param promise the token
   * @param standing how it stood before
   * @param validator whose verdict it is
   * @param late whether the validator had more than the bound to hear of it
   */
  record Question(Promise promise, Standing standing, String validator, boolean late) {}

  /** Makes a record of revocations that are in force within this time. */
  Promises(Duration bound) {
    boundNanos = bound.toNanos();
  }

  /** To be called with a token that was answered. */
  synchronized void issued(Promise promise) {
    all.add(promise);
  }

  /** Every token that was answered so far. */
  synchronized List<Promise> all() {
    return List.copyOf(all);
  }

  /** One of them. */
  synchronized Optional<Promise> any(SplittableRandom random) {
    int size = all.size();
    return size == 0 ? Optional.empty() : Optional.of(all.get(random.nextInt(size)));
  }

  /**
   * To be called before a validator is asked.
   *
   * @param reachableSince since when it could have heard of revocations; ahead if it cannot
   * @param now the time
   */
  Question asks(String validator, Promise promise, long reachableSince, long now) {
    Standing standing = promise.standing();
    long since = Math.max(promise.since(), reachableSince);
    boolean late = since < now && now - since > boundNanos;
    return new Question(promise, standing, validator, late);
  }

  /** To be called with the status of the verdict that came: 200 is an accepted token. */
  void judged(Question question, int status) {
    verdicts.increment();
    if (status == ACCEPTED && question.standing() == Standing.REVOKED && question.late()) {
      violations.add(question.validator() + " accepted a revoked token after the bound");
    }
    // Asked after the verdict: a revocation may have come between.
    if (status != ACCEPTED && question.promise().standing() == Standing.LIVE) {
      violations.add(question.validator() + " said " + status + " to a living token");
    }
  }

  /** To be called with whether the database has the record of a token. */
  void recorded(Promise promise, boolean found) {
    if (!found) {
      violations.add("a token that was answered with 200 is not on record");
    }
  }

  /** To be called with what a node says of a token that had all the time it needed. */
  void settled(String node, Promise promise, boolean active) {
    boolean wrong =
        switch (promise.standing()) {
          case LIVE -> !active;
          case REVOKED -> active;
          case UNCERTAIN -> false;
        };
    if (wrong) {
      String what = active ? "is good" : "is not good";
      violations.add(node + " says that a token " + what + " that is " + promise.standing());
    }
  }

  /** To be called with an answer that promises nothing: only a refusal for now is one. */
  void refused(String node, int status, boolean saysWhenToRetry) {
    if (status != NOT_NOW || !saysWhenToRetry) {
      violations.add(node + " answered " + status + (saysWhenToRetry ? "" : ", not when to retry"));
    }
  }

  /** To be called when a node gave no answer at all though nothing was wrong with it. */
  void unanswered(String node, String fault) {
    violations.add(node + " gave no answer: " + fault);
  }

  /** What did not agree so far. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** How many verdicts were held against the record. */
  long verdicts() {
    return verdicts.sum();
  }
}

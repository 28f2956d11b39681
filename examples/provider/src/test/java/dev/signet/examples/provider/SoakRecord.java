package dev.signet.examples.provider;

import dev.signet.examples.provider.IssuedToken.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Holds what providers answer against what the authority answered before, and keeps what does not
 * agree. Thread-safe.
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class SoakRecord {
  private static final int NO_ANSWER = 0;
  private static final int TAKEN = 200;
  private static final int REFUSED = 401;

  private final long boundNanos;
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final LongAdder answers = new LongAdder();

  /**
   * A token that a provider is asked about.
   *
   * @param token the token
   * @param standing how it stood before
   * @param provider which one
   * @param late whether the provider had more than the bound to hear of it
   */
  record Question(IssuedToken token, Standing standing, int provider, boolean late) {}

  /** Makes a record of revocations that are in force within this time. */
  SoakRecord(Duration bound) {
    boundNanos = bound.toNanos();
  }

  /**
   * To be called before a provider is asked.
   *
   * @param reachableSince since when it could have heard of revocations; ahead if it cannot
   * @param now the time
   */
  Question asks(int provider, IssuedToken token, long reachableSince, long now) {
    Standing standing = token.standing();
    long since = Math.max(token.since(), reachableSince);
    return new Question(token, standing, provider, since < now && now - since > boundNanos);
  }

  /** To be called with the status that came, 0 if none did. */
  void answered(Question question, int status) {
    if (status == NO_ANSWER) {
      return;
    }
    answers.increment();
    if (status == TAKEN && question.standing() == Standing.REVOKED && question.late()) {
      violations.add("provider " + question.provider() + " took a revoked token after the bound");
    }
    // Asked after the answer: a revocation may have come between.
    if (status != TAKEN && question.token().standing() == Standing.LIVE) {
      violations.add(
          "provider " + question.provider() + " answered " + status + " to a living token");
    }
  }

  /** To be called with all that the authority has in force, by the id of the token, at the end. */
  void isListed(IssuedToken token, String jti, String inForce) {
    if (token.standing() == Standing.REVOKED && !inForce.contains('"' + jti + '"')) {
      violations.add("a revocation that was answered with 200 is lost");
    }
  }

  /** What every provider must answer about a token in the end; empty if either will do. */
  static Optional<Integer> finalAnswer(IssuedToken token) {
    return switch (token.standing()) {
      case LIVE -> Optional.of(TAKEN);
      case REVOKED -> Optional.of(REFUSED);
      case UNCERTAIN -> Optional.empty();
    };
  }

  /** To be called with the last status that came of a token that had all the time it needed. */
  void settled(int provider, IssuedToken token, int status) {
    if (finalAnswer(token).filter(expected -> expected != status).isPresent()) {
      violations.add(
          "provider "
              + provider
              + " answers "
              + status
              + " at last to a token that is "
              + token.standing());
    }
  }

  /** What did not agree so far. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** How many answers were held against the record. */
  long answers() {
    return answers.sum();
  }
}

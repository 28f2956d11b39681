package dev.signet.quota.count;

import java.time.Instant;

/**
 * A time in which a shared count cannot be reached; immutable.
 *
 * @param since when a call first missed it
 * @param cause why the last attempt failed
 * @param lastAttempt when it was last asked
 */
public record Outage(Instant since, String cause, Instant lastAttempt) {
  Outage attemptedAt(Instant now) {
    return new Outage(since, cause, now);
  }

  Outage failedFor(String newCause) {
    return new Outage(since, newCause, lastAttempt);
  }
}

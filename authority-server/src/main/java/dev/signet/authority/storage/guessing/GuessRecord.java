package dev.signet.authority.storage.guessing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Failures that are counted together, as they are kept; all times cut to milliseconds. Immutable.
 *
 * @param key whose they are
 * @param failures how many, since then
 * @param strikes how often they used up what was allowed
 * @param since when the first of them was
 * @param lastAt when the last one was
 * @param until from when on the next attempt is judged again
 * @param clearAt when the whole allowance is back
 * @param liftedAt when an operator last forgave all before; the epoch if never
 * @param changedAt when this was taken down
 */
public record GuessRecord(
    GuessKey key,
    int failures,
    int strikes,
    Instant since,
    Instant lastAt,
    Instant until,
    Instant clearAt,
    Instant liftedAt,
    Instant changedAt) {

  /** Cuts the times. */
  public GuessRecord {
    since = since.truncatedTo(ChronoUnit.MILLIS);
    lastAt = lastAt.truncatedTo(ChronoUnit.MILLIS);
    until = until.truncatedTo(ChronoUnit.MILLIS);
    clearAt = clearAt.truncatedTo(ChronoUnit.MILLIS);
    liftedAt = liftedAt.truncatedTo(ChronoUnit.MILLIS);
    changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
  }
}

package dev.signet.authority.storage.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.VerboseResult.Diagnostics;
import java.time.Duration;

/**
 * What was drawn from a bucket. Immutable.
 *
 * @param taken how much, from nothing to what was asked for
 * @param left what remains in the bucket
 * @param untilMore when there is one more to take; nothing while some remain
 * @param untilFull when it is full again
 */
public record Draw(long taken, long left, Duration untilMore, Duration untilFull) {

  /** Draws as much as is there, up to an amount. */
  public static Draw from(Bucket bucket, Rate rate, long most) {
    VerboseResult<Long> result = bucket.asVerbose().tryConsumeAsMuchAsPossible(most);
    Diagnostics after = result.getDiagnostics();
    long full = after.calculateFullRefillingTime();
    // Of an empty bucket: all but the first of its tokens come after that one.
    long others = rate.window().toNanos() / rate.limit() * (rate.limit() - 1);
    return new Draw(
        result.getValue(),
        after.getAvailableTokens(),
        Duration.ofNanos(after.getAvailableTokens() > 0 ? 0 : Math.max(1, full - others)),
        Duration.ofNanos(full));
  }
}

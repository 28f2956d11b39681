package dev.signet.quota.count;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.versioning.Versions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What all stores of buckets have in common.
 *
 * <p>Thread-safe.
 */
public final class Buckets implements TimeMeter {
  private static final Duration KEPT_AFTER_WINDOW = Duration.ofSeconds(10);
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Clock clock;

  /** Makes buckets whose time is that of a clock. */
  public Buckets(Clock clock) {
    this.clock = clock;
  }

  /** A store of buckets: one of Bucket4j's proxy managers, with keys of our kind. */
  @FunctionalInterface
  public interface Store {
    /** Runs the request's command on the bucket of a key, in one atomic step. */
    CommandResult<Tally> execute(String key, Request<Tally> request);
  }

  /** Counts a call in a store that several processes share. */
  public Tally takeShared(Store store, Call call) {
    return take(store, call, TakeCommand.CLOCK_TOLERANCE);
  }

  /** Counts a call in a store of this process. */
  Tally takeLocal(Store store, Call call) {
    return take(store, call, Duration.ZERO);
  }

  private Tally take(Store store, Call call, Duration tolerance) {
    Request<Tally> request =
        new Request<>(
            new TakeCommand(call, tolerance),
            Versions.getLatest(),
            currentTimeNanos(),
            expiration());
    return store.execute(call.key(), request).getData();
  }

  /** A bucket may be forgotten when its window is over: the next one would be full. */
  public static ExpirationAfterWriteStrategy expiration() {
    return ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER_WINDOW);
  }

  @Override
  public long currentTimeNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}

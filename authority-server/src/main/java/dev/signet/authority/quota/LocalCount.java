package dev.signet.authority.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.authority.storage.quota.Draw;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.function.LongSupplier;

/**
 * Counts in the memory of this process, by a timer that nobody sets: a clock that is set on or back
 * gives nothing and takes nothing. A restart forgets what was used. Thread-safe.
 */
final class LocalCount implements IssuingCount {
  private final TimeMeter time;
  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_REQUESTORS).build();

  /** Takes a timer in nanoseconds, as {@link System#nanoTime}. */
  LocalCount(LongSupplier nanos) {
    this.time = new Timer(nanos);
  }

  @Override
  public Draw take(Key key) {
    return Draw.from(buckets.get(key, this::full), key.rate(), 1);
  }

  private Bucket full(Key key) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(key.rate().bucket().getBandwidths()[0])
        .build();
  }

  private record Timer(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}

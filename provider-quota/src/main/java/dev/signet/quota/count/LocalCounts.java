package dev.signet.quota.count;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts in the memory of this process, for a bounded number of keys.
 *
 * <p>At the bound it forgets those who call least, which hands them their calls back: {@link
 * #forgotten} says how often. Thread-safe; calls of one key wait for each other, for about a
 * microsecond.
 */
public final class LocalCounts implements Counts {
  private final CaffeineProxyManager<String> store;
  private final Buckets buckets;
  private final LongAdder forgotten = new LongAdder();

  /** Makes counts for so many keys. */
  public LocalCounts(Clock clock, long mostKeys) {
    this.buckets = new Buckets(clock);
    Caffeine<Object, Object> cache =
        Caffeine.newBuilder()
            .maximumSize(mostKeys)
            // On the thread of the call, so that the bound is kept at every moment.
            .executor(Runnable::run)
            .evictionListener((key, bucket, cause) -> count(cause));
    this.store =
        Bucket4jCaffeine.<String>builderFor(cache)
            .clientClock(buckets)
            .expirationAfterWrite(Buckets.expiration())
            .build();
  }

  private void count(RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      forgotten.increment();
    }
  }

  @Override
  public Tally take(Call call) {
    return buckets.takeLocal(store::execute, call);
  }

  /** For how many keys there is a count, about. */
  public long keys() {
    return store.getCache().estimatedSize();
  }

  /** How many counts were dropped before their window was over, for want of room. */
  public long forgotten() {
    return forgotten.sum();
  }

  @Override
  public void close() {
    store.getCache().invalidateAll();
  }
}

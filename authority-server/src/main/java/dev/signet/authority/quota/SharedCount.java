package dev.signet.authority.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.SharedBuckets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts together with other nodes. Each draws up to a hundredth of a limit at a time, so that most
 * tokens cost no round trip; what a node holds is taken from the others, never issued twice. While
 * the shared counts cannot be reached, each node counts alone. Thread-safe.
 */
final class SharedCount implements IssuingCount {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCount.class);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final long LEASES_IN_A_LIMIT = 100;
  private static final long LARGEST_LEASE = 1_000;

  private final SharedBuckets buckets;
  private final LongSupplier nanos;
  private final LocalCount alone;
  private final Cache<Key, Lease> leases =
      Caffeine.newBuilder().maximumSize(MOST_REQUESTORS).build();
  private final AtomicLong tryAgainAt = new AtomicLong();
  private volatile boolean lost;

  SharedCount(SharedBuckets buckets, LongSupplier nanos) {
    this.buckets = buckets;
    this.nanos = nanos;
    this.alone = new LocalCount(nanos);
  }

  @Override
  public Draw take(Key key) {
    return leases
        .get(key, each -> new Lease(nanos))
        .take(() -> drawIfReachable(key))
        .orElseGet(() -> alone.take(key));
  }

  /** Whether the counts are shared at present. */
  boolean isShared() {
    return !lost;
  }

  private Optional<Draw> drawIfReachable(Key key) {
    if (!mayTry()) {
      return Optional.empty();
    }
    try {
      long most = key.rate().limit() / LEASES_IN_A_LIMIT;
      Draw draw =
          buckets.draw(key.requestor(), key.rate(), Math.min(LARGEST_LEASE, Math.max(1, most)));
      tell(false, "tokens are counted together with other nodes again");
      return Optional.of(draw);
    } catch (StorageException e) {
      tryAgainAt.set(nanos.getAsLong() + REST.toNanos());
      tell(
          true, "tokens are counted by this node alone, up to each limit again: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** After a failure one request a second looks whether it goes again; the others do not wait. */
  private boolean mayTry() {
    long due = tryAgainAt.get();
    long now = nanos.getAsLong();
    return !lost || (now - due >= 0 && tryAgainAt.compareAndSet(due, now + REST.toNanos()));
  }

  private synchronized void tell(boolean nowLost, String message) {
    if (nowLost != lost) {
      lost = nowLost;
      LOG.warn("{}", message);
    }
  }
}

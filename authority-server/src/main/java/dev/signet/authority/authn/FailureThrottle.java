package dev.signet.authority.authn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.authority.http.OAuthException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;

/**
 * Slows guessing down: after so many failures of one name from one address, that pair waits.
 *
 * <p>Only failures count, and the failures of one address do not lock out another. The memory is
 * bounded; the pairs seen longest ago are forgotten first. Thread-safe.
 */
public final class FailureThrottle {
  private static final int MAX_PAIRS = 100_000;
  private static final int MAX_NAME_CHARS = 128;

  private final int failures;
  private final Duration window;
  private final TimeMeter time;
  private final Cache<Pair, Bucket> buckets;

  /**
   * Makes a throttle.
   *
   * @param failures how many failures a pair has in a window; at least 1
   * @param window how long until the whole allowance is back
   * @param clock the time
   */
  public FailureThrottle(int failures, Duration window, Clock clock) {
    if (failures < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("failures and window must be positive");
    }
    this.failures = failures;
    this.window = window;
    this.time = new ClockMeter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_PAIRS).build();
  }

  /**
   * Passes unless the pair has used up its failures.
   *
   * @throws OAuthException 429 with {@code Retry-After}
   */
  void requireNotExhausted(String name, String address) {
    Bucket bucket = buckets.getIfPresent(pair(name, address));
    if (bucket == null) {
      return;
    }
    long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    if (nanos > 0) {
      throw OAuthException.tooManyRequests(
          "Too many failed attempts; try again later", Duration.ofNanos(nanos));
    }
  }

  /**
   * Takes one from the allowance of the pair, below nothing if need be: guesses that were sent at
   * once all pass the check before the first has failed, and must be paid for by waiting.
   */
  void countFailure(String name, String address) {
    buckets.get(pair(name, address), pair -> newBucket()).consumeIgnoringRateLimits(1);
  }

  /** Names longer than any consumer's are one to the throttle: its memory is not theirs to fill. */
  private static Pair pair(String name, String address) {
    return new Pair(name.length() > MAX_NAME_CHARS ? "" : name, address);
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, window))
        .build();
  }

  private record Pair(String name, String address) {}

  /** Bucket4j's time from our clock. */
  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}

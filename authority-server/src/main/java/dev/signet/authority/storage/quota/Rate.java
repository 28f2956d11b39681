package dev.signet.authority.storage.quota;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many in a window. Immutable.
 *
 * @param limit how many; from 1 to {@link #MOST}, both taken
 * @param window in what time; whole seconds from 1 to {@link #LONGEST}, both taken
 */
public record Rate(long limit, Duration window) {
  /** The largest limit. */
  public static final long MOST = 1_000_000_000;

  /** The longest window: 365 days. */
  public static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of its range, or the window has a fraction of a
   *     second
   */
  public Rate {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST);
    }
    boolean isWhole = window.equals(Duration.ofSeconds(window.toSeconds()));
    if (!isWhole || window.toSeconds() < 1 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window must be whole seconds from PT1S to " + LONGEST);
    }
  }

  /** The window in seconds. */
  public long seconds() {
    return window.toSeconds();
  }

  /**
   * Whether it allows no more than another, neither at once nor in the long run; an equal one does
   * not.
   */
  public boolean isWithin(Rate other) {
    // At most 1e9 times 31 536 000: no product overflows.
    return limit <= other.limit && limit * other.seconds() <= other.limit * seconds();
  }

  /** A bucket that holds the limit, and fills evenly: all of it in one window. */
  public BucketConfiguration bucket() {
    return BucketConfiguration.builder()
        .addLimit(each -> each.capacity(limit).refillGreedy(limit, window))
        .build();
  }

  /** As an operator writes it, such as {@code 1000/PT1H}. */
  @Override
  public String toString() {
    return limit + "/" + window;
  }
}

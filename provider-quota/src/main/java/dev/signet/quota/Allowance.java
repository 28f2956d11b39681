package dev.signet.quota;

import java.time.Duration;

/**
 * So many calls in so long; immutable.
 *
 * <p>A window begins with the first call; when it is over, the next begins with the whole limit.
 *
 * @param limit calls in a window, from 1 to 1 000 000 000
 * @param window whole seconds, from 1 to 31 536 000 (a year)
 */
public record Allowance(long limit, Duration window) {
  static final long MOST_CALLS = 1_000_000_000;
  static final Duration LONGEST_WINDOW = Duration.ofDays(365);

  /**
   * Makes an allowance.
   *
   * @throws IllegalArgumentException if the limit or the window is out of range, or the window is
   *     no whole number of seconds
   */
  public Allowance {
    if (limit < 1 || limit > MOST_CALLS) {
      throw new IllegalArgumentException("limit is not from 1 to " + MOST_CALLS + ": " + limit);
    }
    if (window.toSeconds() < 1
        || window.compareTo(LONGEST_WINDOW) > 0
        || !window.equals(Duration.ofSeconds(window.toSeconds()))) {
      throw new IllegalArgumentException(
          "window is not whole seconds from 1 to " + LONGEST_WINDOW.toSeconds() + ": " + window);
    }
  }

  /** So many calls in a minute. */
  public static Allowance perMinute(long limit) {
    return new Allowance(limit, Duration.ofMinutes(1));
  }

  /** So many calls in an hour. */
  public static Allowance perHour(long limit) {
    return new Allowance(limit, Duration.ofHours(1));
  }
}

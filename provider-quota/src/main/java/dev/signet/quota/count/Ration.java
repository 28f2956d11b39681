package dev.signet.quota.count;

import java.time.Duration;

/**
 * How many calls a key has in a window, and how new that is known to be; immutable.
 *
 * @param limit calls, at least 1
 * @param window in how long, at least a second
 * @param order the ration of the highest order counts, of those shown and the one published; one of
 *     a lower order changes nothing
 */
public record Ration(long limit, Duration window, long order) {
  /**
   * Makes a ration.
   *
   * @throws IllegalArgumentException if the limit is below 1 or the window below a second
   */
  public Ration {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is below 1: " + limit);
    }
    if (window.toSeconds() < 1) {
      throw new IllegalArgumentException("window is below a second: " + window);
    }
  }

  /** The part of one of so many, rounded up. */
  Ration dividedBy(int parts) {
    return new Ration((limit + parts - 1) / parts, window, order);
  }
}

package dev.signet.authority.guessing;

import java.time.Duration;

/**
 * What failures cost; immutable.
 *
 * @param allowance how many are free at once
 * @param window until all of it is back, evenly
 * @param longestWait the longest wait
 */
record Pace(int allowance, Duration window, Duration longestWait) {
  private static final int MOST_DOUBLINGS = 20;

  /** Until one failure is forgiven. */
  Duration step() {
    return window.dividedBy(allowance);
  }

  /** What may be unforgiven while one more attempt is judged; with exactly as much it is. */
  Duration room() {
    return window.minus(step());
  }

  /** The wait of so many strikes, from 1: each twice as long as the one before. */
  Duration wait(int strikes) {
    Duration grown = step().multipliedBy(1L << Math.min(strikes - 1, MOST_DOUBLINGS));
    return grown.compareTo(longestWait) < 0 ? grown : longestWait;
  }
}

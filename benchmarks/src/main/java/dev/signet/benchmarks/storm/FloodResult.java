package dev.signet.benchmarks.storm;

import java.time.Duration;
import java.util.Collection;

/**
 * What became of a stranger's tokens.
 *
 * @param sent how many
 * @param behind of these, how many were not answered when the sending ended
 * @param waited of these, how many took more than 5 ms
 * @param longestNanos how long the slowest took
 * @param time how long they were sent
 */
record FloodResult(long sent, long behind, long waited, long longestNanos, Duration time) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  static final FloodResult NONE = new FloodResult(0, 0, 0, 0, Duration.ZERO);

  /** All of these as one. */
  static FloodResult together(Collection<FloodResult> floods) {
    return floods.stream()
        .reduce(
            NONE,
            (a, b) ->
                new FloodResult(
                    a.sent + b.sent,
                    a.behind + b.behind,
                    a.waited + b.waited,
                    Math.max(a.longestNanos, b.longestNanos),
                    a.time.plus(b.time)));
  }

  /** Answered while the sending went on; zero if nothing was sent. */
  double perSecond() {
    return time.isZero() ? 0 : (sent - behind) * NANOS_PER_SECOND / time.toNanos();
  }

  double waitedPercent() {
    return sent == 0 ? 0 : 100.0 * waited / sent;
  }

  double longestMillis() {
    return longestNanos / NANOS_PER_MILLI;
  }
}

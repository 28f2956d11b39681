package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.figures.Latencies;
import java.time.Duration;

/**
 * What a server did under load.
 *
 * @param latencies one for each answer
 * @param failures how many answers were not 200
 * @param time how long it lasted
 */
record Load(Latencies latencies, int failures, Duration time) {
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Answers per second.
   *
   * @throws IllegalStateException if any of them was a failure: a refusal is cheaper than a token
   */
  double perSecond() {
    if (failures > 0) {
      throw new IllegalStateException(
          failures + " of " + latencies.count() + " answers were not 200");
    }
    return latencies.count() / (time.toNanos() / NANOS_PER_SECOND);
  }
}

package dev.signet.benchmarks.load;

import dev.signet.benchmarks.figures.Latencies;
import java.time.Duration;

/**
 * What a server did under load.
 *
 * @param good the time of each answer that was 200
 * @param others the time of each that was not
 * @param time how long it lasted
 */
public record Load(Latencies good, Latencies others, Duration time) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** The same, if all answers were 200: a refusal is cheaper than a token. */
  public Load requireAllGood() {
    if (others.count() > 0) {
      throw new IllegalStateException(
          others.count() + " of " + (good.count() + others.count()) + " answers were not 200");
    }
    return this;
  }

  /** Good answers per second. */
  public double perSecond() {
    return perSecond(good);
  }

  /** Other answers per second. */
  public double othersPerSecond() {
    return perSecond(others);
  }

  private double perSecond(Latencies latencies) {
    return latencies.count() / (time.toNanos() / NANOS_PER_SECOND);
  }
}

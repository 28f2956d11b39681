package dev.signet.authority.metrics;

import io.micrometer.core.instrument.Counter;

/** How many expired records were deleted. Thread-safe. */
public final class PurgeMetrics {
  private final Counter purged;

  /** Registers what is counted. */
  public PurgeMetrics(Metrics metrics) {
    purged =
        Counter.builder("signet.tokens.purged")
            .description("Records of expired tokens that were deleted")
            .register(metrics.registry());
  }

  /** So many were deleted. */
  public void purged(int records) {
    purged.increment(records);
  }
}

package dev.signet.authority.metrics;

import dev.signet.authority.enforcement.EnforcementStatus;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.RevokeOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The measurements of revocations. Thread-safe. */
public final class RevocationMetrics {
  /** Around what streams give (under a second) and what polls give (seconds to a minute). */
  private static final Duration[] BUCKETS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 60_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Metrics metrics;
  private final MeterRegistry registry;
  private final Timer effect;

  /** Registers what is counted. */
  public RevocationMetrics(Metrics metrics) {
    this.metrics = metrics;
    registry = metrics.registry();
    effect =
        Timer.builder("signet.revocation.effect")
            .description(
                "From the commit of a change to the report of a validator that enforces it")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    // A counter that stands at nought is there from the start: its first step can be seen.
    for (RevokeOutcome outcome : RevokeOutcome.values()) {
      counter(outcome);
    }
  }

  private Counter counter(RevokeOutcome outcome) {
    return Counter.builder("signet.revoke.requests")
        .description("Requests to /revoke")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /** Registers what is looked up when it is asked for. */
  public void watch(RevocationPublisher published, Supplier<EnforcementStatus> status) {
    metrics.gauge("signet.revocation.seq", "The last change that is published", published::change);
    metrics.gauge("signet.revocation.entries", "Tokens and rules in the list", published::size);
    metrics.gauge(
        "signet.validators.known",
        "Validators that reported lately",
        () -> status.get().validators().size());
    metrics.gauge(
        "signet.validators.lagging",
        "Those that do not enforce the last change",
        () -> status.get().lagging().size());
  }

  /** A validator enforced a change after so long. */
  public void effect(Duration time) {
    effect.record(time);
  }

  /** A request to {@code /revoke} was answered. */
  public void revoke(RevokeOutcome outcome) {
    counter(outcome).increment();
  }
}

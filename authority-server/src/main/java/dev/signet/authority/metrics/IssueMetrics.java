package dev.signet.authority.metrics;

import dev.signet.authority.binding.Confirmation;
import dev.signet.authority.token.IssueObserver;
import dev.signet.authority.token.IssueStep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How long the steps of issuing take, and which tokens are issued. Thread-safe. */
public final class IssueMetrics implements IssueObserver {
  private static final Duration[] BUCKETS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000)
          .map(micros -> Duration.ofNanos(micros * 1_000L))
          .toArray(Duration[]::new);

  private final Map<IssueStep, Timer> timers = new EnumMap<>(IssueStep.class);
  private final MeterProvider<Counter> issued;

  /** Registers a timer for each step, and a counter of tokens. */
  public IssueMetrics(Metrics metrics) {
    for (IssueStep step : IssueStep.values()) {
      timers.put(
          step,
          Timer.builder("signet.issue.step")
              .description("How long a step of issuing a token took")
              .tag("step", step.name().toLowerCase(Locale.ROOT))
              .serviceLevelObjectives(BUCKETS)
              .register(metrics.registry()));
    }
    issued =
        Counter.builder("signet.tokens.issued")
            .description("Tokens that were issued at the token endpoint")
            .withRegistry(metrics.registry());
  }

  @Override
  public void took(IssueStep step, Duration time) {
    Timer timer = timers.get(step);
    if (timer != null) {
      timer.record(time);
    }
  }

  @Override
  public void issued(String method, Confirmation confirmation) {
    issued.withTags("method", method, "binding", binding(confirmation)).increment();
  }

  private static String binding(Confirmation confirmation) {
    if (confirmation.byProof()) {
      return confirmation.byCertificate() ? "dpop+certificate" : "dpop";
    }
    return confirmation.byCertificate() ? "certificate" : "none";
  }
}

package dev.signet.authority.metrics;

import dev.signet.authority.token.IssueStep;
import dev.signet.authority.token.IssueTimes;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How long the steps of issuing take. Thread-safe. */
public final class IssueMetrics implements IssueTimes {
  private static final Duration[] BUCKETS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000)
          .map(micros -> Duration.ofNanos(micros * 1_000L))
          .toArray(Duration[]::new);

  private final Map<IssueStep, Timer> timers = new EnumMap<>(IssueStep.class);

  /** Registers a timer for each step. */
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
  }

  @Override
  public void took(IssueStep step, Duration time) {
    Timer timer = timers.get(step);
    if (timer != null) {
      timer.record(time);
    }
  }
}

package dev.signet.authority.metrics;

import dev.signet.authority.http.RequestListener;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/** How many requests there are, how they end and how long they take. Thread-safe. */
public final class RequestMetrics implements RequestListener {
  private static final Duration[] BUCKETS =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterProvider<Timer> timers;

  /** Registers each measurement when it is first taken. */
  public RequestMetrics(Metrics metrics) {
    timers =
        Timer.builder("signet.http.requests")
            .description("From the first handler to the answer")
            .serviceLevelObjectives(BUCKETS)
            .withRegistry(metrics.registry());
  }

  @Override
  public void answered(String method, String path, int status, Duration time) {
    // What nobody serves has one name: a stranger must not make a time series for each path.
    String served = path.isEmpty() ? "" : method;
    timers
        .withTags("method", served, "path", path, "status", Integer.toString(status))
        .record(time);
  }
}

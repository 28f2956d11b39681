package dev.signet.authority.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All measurements of one authority. Thread-safe. */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Where the measurements of a job are registered. */
  MeterRegistry registry() {
    return registry;
  }

  /** All of them in the text format of Prometheus. */
  String text() {
    return registry.scrape();
  }
}

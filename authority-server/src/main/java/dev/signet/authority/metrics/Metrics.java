package dev.signet.authority.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All measurements of one authority, and those of its process. Thread-safe. */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Runnable> beforeReading = new CopyOnWriteArrayList<>();

  /** Registers those of the process. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Where the measurements of a job are registered. */
  MeterRegistry registry() {
    return registry;
  }

  /** Looks a value up each time the measurements are read. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Looks a count that only grows up each time the measurements are read. */
  public void counter(String name, String description, LongSupplier count) {
    // The registry holds what is counted weakly, and the function that counts it not.
    FunctionCounter.builder(name, this, metrics -> count.getAsLong())
        .description(description)
        .register(registry);
  }

  /** Runs a step each time before the measurements are read: it says which there are. */
  void beforeReading(Runnable step) {
    beforeReading.add(step);
  }

  /** All of them in the text format of Prometheus. */
  String text() {
    beforeReading.forEach(Runnable::run);
    return registry.scrape();
  }
}

package dev.signet.authority.metrics;

import dev.signet.authority.storage.Storage.TransactionListener;
import dev.signet.authority.storage.Storage.Workload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/** What the database is busy with. Thread-safe. */
public final class StorageMetrics implements TransactionListener {
  private static final Duration[] TIMES =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

  private final Timer commit;
  private final DistributionSummary batch;
  private final Counter failures;

  private StorageMetrics(MeterRegistry registry) {
    commit =
        Timer.builder("signet.storage.commit")
            .description("A transaction that writes, until it is durable")
            .serviceLevelObjectives(TIMES)
            .register(registry);
    batch =
        DistributionSummary.builder("signet.storage.batch")
            .description("Writes that shared a transaction")
            .serviceLevelObjectives(SIZES)
            .register(registry);
    failures =
        Counter.builder("signet.storage.failures")
            .description("Transactions that were lost as a whole")
            .register(registry);
  }

  /** Registers what a store is busy with. */
  public static void watch(Metrics metrics, Workload work) {
    metrics.gauge(
        "signet.storage.queue", "Writes that wait for the next transaction", work::waitingWrites);
    metrics.gauge("signet.storage.readers.busy", "Readers of the database", work::busyReaders);
    metrics.gauge(
        "signet.storage.readers.waiting", "Those that wait for others", work::waitingReaders);
    work.listen(new StorageMetrics(metrics.registry()));
  }

  @Override
  public void committed(int writes, Duration time) {
    commit.record(time);
    batch.record(writes);
  }

  @Override
  public void failed() {
    failures.increment();
  }
}

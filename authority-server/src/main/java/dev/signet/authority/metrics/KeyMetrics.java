package dev.signet.authority.metrics;

import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.RingKey;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** How old the signing keys are. */
public final class KeyMetrics {
  private KeyMetrics() {}

  /**
   * Registers the age of each key.
   *
   * @param ring of the moment
   * @param clock the time
   */
  public static void watch(Metrics metrics, Supplier<KeyRing> ring, Clock clock) {
    MultiGauge ages =
        MultiGauge.builder("signet.key.state")
            .description("For how long a key has been next, active or retiring")
            .baseUnit("seconds")
            .register(metrics.registry());
    metrics.beforeReading(() -> ages.register(rows(ring.get(), clock.instant()), true));
  }

  private static List<MultiGauge.Row<?>> rows(KeyRing ring, Instant now) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    ring.keys().forEach(key -> rows.add(row(key, now)));
    return rows;
  }

  private static MultiGauge.Row<?> row(RingKey key, Instant now) {
    Tags tags =
        Tags.of(
            "algorithm",
            key.algorithm().joseName(),
            "kid",
            key.kid(),
            "state",
            key.state().name().toLowerCase(Locale.ROOT));
    return MultiGauge.Row.of(tags, Duration.between(key.since(), now).toSeconds());
  }
}

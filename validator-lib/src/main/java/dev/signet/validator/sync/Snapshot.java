package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A synced value at one moment: immutable, so one volatile reference is the whole state.
 *
 * @param value the value held, null until the first install
 * @param contactNanos when the source last answered well; meaningless until the first install
 * @param period the time between refreshes that its last answer asked for
 * @param lastError why the last attempt failed, empty after a good one
 * @param counts what happened since the start
 */
record Snapshot<T>(
    @Nullable T value,
    long contactNanos,
    Duration period,
    Optional<String> lastError,
    SyncCounts counts) {

  static <T> Snapshot<T> empty() {
    return new Snapshot<>(null, 0, Duration.ZERO, Optional.empty(), new SyncCounts(0, 0, 0));
  }

  Snapshot<T> installed(@Nullable T newValue, long nanos, Duration newPeriod) {
    return new Snapshot<>(newValue, nanos, newPeriod, Optional.empty(), counts.fetched());
  }

  /** A failure changes what is known about the source, never the value. */
  Snapshot<T> failed(String error, SyncCounts newCounts) {
    return new Snapshot<>(value, contactNanos, period, Optional.of(error), newCounts);
  }
}

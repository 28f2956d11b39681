package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A synced value at one moment: immutable, so one volatile reference is the whole state.
 *
 * @param value the value held, null until the first install
 * @param contact when the source last answered well; meaningless until the first install
 * @param period the time between refreshes that its last answer asked for
 * @param lastError why the last attempt failed, empty after a good one
 * @param counts what happened since the start
 */
record Snapshot<T>(
    @Nullable T value,
    Moment contact,
    Duration period,
    Optional<String> lastError,
    SyncCounts counts) {

  /** One moment on both clocks of a {@link SyncTimer}. */
  record Moment(long nanos, long wallMillis) {
    static Moment now(SyncTimer timer) {
      return new Moment(timer.nanoTime(), timer.wallMillis());
    }

    /** This moment, but so much earlier on both clocks. */
    Moment minus(Duration duration) {
      return new Moment(nanos - duration.toNanos(), wallMillis - duration.toMillis());
    }

    /**
     * Time from this moment to a later one: the larger of what the two clocks say, so that neither
     * a suspended machine nor a wall clock that steps back makes a value look younger than it is.
     */
    Duration until(Moment later) {
      long byWall = TimeUnit.MILLISECONDS.toNanos(later.wallMillis - wallMillis);
      return Duration.ofNanos(Math.max(later.nanos - nanos, byWall));
    }
  }

  static <T> Snapshot<T> empty() {
    return new Snapshot<>(
        null, new Moment(0, 0), Duration.ZERO, Optional.empty(), new SyncCounts(0, 0, 0));
  }

  Snapshot<T> installed(@Nullable T newValue, Moment newContact, Duration newPeriod) {
    return new Snapshot<>(newValue, newContact, newPeriod, Optional.empty(), counts.fetched());
  }

  /** A value from an earlier run: it is no fetch. */
  Snapshot<T> restored(T oldValue, Moment oldContact, Duration oldPeriod) {
    return new Snapshot<>(oldValue, oldContact, oldPeriod, lastError, counts);
  }

  /** A failure changes what is known about the source, never the value. */
  Snapshot<T> failed(String error, SyncCounts newCounts) {
    return new Snapshot<>(value, contact, period, Optional.of(error), newCounts);
  }
}

package dev.signet.validator.sync;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A synced value at one moment: immutable, so one volatile reference is the whole state.
 *
 * @param value the value held, null until the first install
 * @param belief since when and for how long; says nothing until the first install
 * @param lastError why the last attempt failed, empty after a good one
 * @param counts what happened since the start
 */
record Snapshot<T>(
    @Nullable T value, Belief belief, Optional<String> lastError, SyncCounts counts) {

  static <T> Snapshot<T> empty() {
    return new Snapshot<>(null, Belief.none(), Optional.empty(), new SyncCounts(0, 0, 0));
  }

  Snapshot<T> installed(@Nullable T newValue, Belief newBelief) {
    return new Snapshot<>(newValue, newBelief, Optional.empty(), counts.fetched());
  }

  /** A value that no fetch brought: from an earlier run, or pushed. */
  Snapshot<T> given(@Nullable T newValue, Belief newBelief) {
    return new Snapshot<>(newValue, newBelief, lastError, counts);
  }

  /** A push must not replace the value. */
  Snapshot<T> refused() {
    return new Snapshot<>(value, belief, lastError, counts.pushRejected());
  }

  /** A failure changes what is known about the source, never the value. */
  Snapshot<T> failed(String error, SyncCounts newCounts) {
    return new Snapshot<>(value, belief, Optional.of(error), newCounts);
  }
}

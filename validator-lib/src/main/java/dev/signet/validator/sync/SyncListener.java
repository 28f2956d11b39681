package dev.signet.validator.sync;

/** Hears of what happens to a synced value; called on the timer's thread, after the fact. */
public interface SyncListener<T> {
  /** An answer was installed, or confirmed the value held. */
  default void answered(Update<T> update) {}

  /** An attempt brought no answer, or one that was rejected; the value held stays. */
  default void failed(String error, boolean rejected) {}

  /** The value is trusted more or less than before. */
  default void phaseChanged(Reading.Phase before, Reading.Phase now) {}
}

package dev.signet.validator.sync;

import java.time.Duration;

/**
 * The time and the one thread of a synced value: a seam, so that tests drive both by hand.
 *
 * <p>The time is monotonic: ages are right when the wall clock steps.
 */
public interface SyncTimer extends AutoCloseable {
  /** Nanoseconds since some fixed moment. */
  long nanoTime();

  /** Runs a task on the thread after a delay; a closed timer drops it. */
  void schedule(Duration delay, Runnable task);

  /** Drops what is scheduled and interrupts what runs. */
  @Override
  void close();
}

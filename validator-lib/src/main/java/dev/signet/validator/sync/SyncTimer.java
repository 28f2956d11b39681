package dev.signet.validator.sync;

import java.time.Duration;

/**
 * The two times and the one thread of a synced value: a seam, so that tests drive all by hand.
 *
 * <p>The monotonic time is right when the wall clock steps, but on Linux it stands still while the
 * machine is suspended; the wall clock goes on then. An age is the larger of what both say.
 */
public interface SyncTimer extends AutoCloseable {
  /** Nanoseconds since some fixed moment. */
  long nanoTime();

  /** Milliseconds since the epoch, by a clock that may step. */
  long wallMillis();

  /** Runs a task on the thread after a delay; a closed timer drops it. */
  void schedule(Duration delay, Runnable task);

  /** Drops what is scheduled and interrupts what runs. */
  @Override
  void close();
}

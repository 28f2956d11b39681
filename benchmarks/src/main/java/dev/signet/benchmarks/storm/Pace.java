package dev.signet.benchmarks.storm;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each event of a steady stream is due, by the monotonic clock: a late event does not move
 * those that follow, so that nothing measured from its due time hides a stall.
 *
 * @param startNanos when the first is due
 * @param perSecond how many
 */
public record Pace(long startNanos, int perSecond) {
  /** A stream whose first event is due now. */
  public static Pace startingNow(int perSecond) {
    return new Pace(System.nanoTime(), perSecond);
  }

  long dueNanos(long index) {
    return startNanos + index * TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** How many are due at this moment. */
  long dueAt(long nanos) {
    long elapsed = nanos - startNanos;
    return elapsed < 0 ? 0 : elapsed * perSecond / TimeUnit.SECONDS.toNanos(1) + 1;
  }

  /** How many there are in this time. */
  long within(Duration time) {
    return time.toMillis() * perSecond / TimeUnit.SECONDS.toMillis(1);
  }

  /** Waits until it is due; returns at once if it is late. */
  public void await(long index) {
    long left = dueNanos(index) - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = dueNanos(index) - System.nanoTime();
    }
  }
}

package dev.signet.validator.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Holds work on a stranger's bytes to an amount of garbage that grows with them and no faster; the
 * time is held by the time-out of each target.
 */
final class Cost {
  /** What reading a text may cost. */
  static final Cost OF_TEXT = new Cost(256);

  /** What reading keys may cost: to test that one point is of prime order takes 2 MB of numbers. */
  static final Cost OF_KEYS = new Cost(64 << 10);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MAX_BYTES = 1 << 20;

  private final long maxBytesPerInputByte;

  private Cost(long maxBytesPerInputByte) {
    this.maxBytesPerInputByte = maxBytesPerInputByte;
  }

  /** Work that only its one declared exception may leave. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Does the work, and again if the first time was dear: what is loaded once is no cost of it. */
  <T, E extends Exception> T bounds(int inputBytes, Work<T, E> work) throws E {
    long allowed = MAX_BYTES + maxBytesPerInputByte * inputBytes;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      return work.run();
    } finally {
      if (THREADS.getCurrentThreadAllocatedBytes() - before > allowed) {
        judge(work, allowed);
      }
    }
  }

  private static void judge(Work<?, ?> work, long allowed) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    @Nullable Exception again = null;
    try {
      work.run();
    } catch (Exception e) {
      again = e;
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (allocated > allowed) {
      throw new AssertionError(allocated + " bytes of garbage, " + allowed + " allowed", again);
    }
  }
}

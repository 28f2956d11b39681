package dev.signet.benchmarks.figures;

import java.util.Arrays;
import java.util.Collection;

/** Every time that was taken; exact, at 8 bytes each. Not thread-safe. */
public final class Latencies {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1 << 16];
  private int count;

  /** Adds one time. */
  public void add(long latencyNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = latencyNanos;
  }

  /** All of these as one; later additions to them are not seen. */
  public static Latencies together(Collection<Latencies> parts) {
    Latencies all = new Latencies();
    for (Latencies part : parts) {
      for (int i = 0; i < part.count; i++) {
        all.add(part.nanos[i]);
      }
    }
    return all;
  }

  /** How many were added. */
  public int count() {
    return count;
  }

  /**
   * The smallest time that is not exceeded by that share of all, in milliseconds.
   *
   * @throws IllegalStateException if there is none
   */
  public double percentileMillis(double share) {
    if (count == 0) {
      throw new IllegalStateException("nothing was answered");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
  }
}

package dev.signet.benchmarks.checking;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Adds up what one thread spends on the floor and on a peer: processor time and bytes allocated.
 *
 * <p>The two take turns within a millisecond, and time that the thread does not run is not counted:
 * the ratio holds on a machine that is busy with other things, where the wall's clock tells about
 * them. Reading the meters costs well under a microsecond a check, on both sides alike.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Meter {
  /** Pairs of checks. */
  public long checks;

  /** Processor time of the floor, in nanoseconds. */
  public long floorNanos;

  /** Processor time of the peer, in nanoseconds. */
  public long peerNanos;

  /** Allocated by the peer. */
  public long peerBytes;

  private final ThreadMXBean thread = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private long lastNanos;
  private long lastBytes;

  void start() {
    lastNanos = thread.getCurrentThreadCpuTime();
  }

  void floorDone() {
    long nanos = thread.getCurrentThreadCpuTime();
    floorNanos += nanos - lastNanos;
    lastBytes = thread.getCurrentThreadAllocatedBytes();
    lastNanos = thread.getCurrentThreadCpuTime();
  }

  void peerDone() {
    peerNanos += thread.getCurrentThreadCpuTime() - lastNanos;
    peerBytes += thread.getCurrentThreadAllocatedBytes() - lastBytes;
    checks++;
  }
}

package dev.signet.benchmarks.checking;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Adds up what one thread spends on each of those that take turns: processor time and bytes
 * allocated.
 *
 * <p>They take turns within milliseconds, and time that the thread does not run is not counted: a
 * ratio holds on a machine that is busy with other things, where the wall's clock tells about them.
 * The meters are read once per turn of many checks, on all sides alike.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Meter {
  /** Checks of the floor. */
  public long floorChecks;

  /** Processor time of the floor, in nanoseconds. */
  public long floorNanos;

  /** Allocated by the floor. */
  public long floorBytes;

  /** Checks of what is measured. */
  public long subjectChecks;

  /** Processor time of what is measured, in nanoseconds. */
  public long subjectNanos;

  /** Allocated by what is measured. */
  public long subjectBytes;

  /** Checks of the other library beside it. */
  public long rivalChecks;

  /** Processor time of the other library, in nanoseconds. */
  public long rivalNanos;

  /** Allocated by the other library. */
  public long rivalBytes;

  private final ThreadMXBean thread = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private long nanos;
  private long bytes;

  /** Begins a turn. */
  public void start() {
    bytes = thread.getCurrentThreadAllocatedBytes();
    nanos = thread.getCurrentThreadCpuTime();
  }

  /** Ends a turn of the floor. */
  public void floorDone(int checks) {
    stop();
    floorChecks += checks;
    floorNanos += nanos;
    floorBytes += bytes;
  }

  /** Ends a turn of what is measured. */
  public void subjectDone(int checks) {
    stop();
    subjectChecks += checks;
    subjectNanos += nanos;
    subjectBytes += bytes;
  }

  /** Ends a turn of the other library beside it. */
  public void rivalDone(int checks) {
    stop();
    rivalChecks += checks;
    rivalNanos += nanos;
    rivalBytes += bytes;
  }

  private void stop() {
    nanos = thread.getCurrentThreadCpuTime() - nanos;
    bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
  }
}

package dev.signet.quota.count;

import java.time.Clock;
import java.time.Duration;

/** A store in which several processes share one count; a store is told, not connected to yet. */
public interface SharedCounts {
  /**
   * Begins to count there, whether or not the store answers yet.
   *
   * @param clock by which windows begin and end; those of all processes must agree within {@link
   *     TakeCommand#CLOCK_TOLERANCE}
   * @param longestWait how long a call may wait for the store
   */
  Counts open(Clock clock, Duration longestWait);
}

package dev.signet.authority;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What two clocks showed at the same moment, as far as that can be known; immutable.
 *
 * @param offset by how much ours was ahead of the other, measured in the middle of asking it
 * @param uncertainty by how much that may be wrong: half the time that asking took
 * @param time what ours showed when the answer was there
 * @param nanos what the timer showed then
 */
record ClockReading(Duration offset, Duration uncertainty, Instant time, long nanos) {

  /**
   * Asks the other clock.
   *
   * @param other tells its time; empty is that of this machine
   */
  static ClockReading take(Supplier<Optional<Instant>> other, Clock clock, LongSupplier nanos) {
    long asked = nanos.getAsLong();
    Optional<Instant> theirs = other.get();
    Instant ours = clock.instant();
    long answered = nanos.getAsLong();
    if (theirs.isEmpty()) {
      return new ClockReading(Duration.ZERO, Duration.ZERO, ours, answered);
    }
    Duration half = Duration.ofNanos((answered - asked) / 2);
    Duration offset = Duration.between(theirs.get(), ours.minus(half));
    return new ClockReading(offset, half, ours, answered);
  }

  /** What it would be at a later moment, had the other clock moved as the timer has. */
  ClockReading after(Instant laterTime, long laterNanos) {
    Duration moved = Duration.between(time, laterTime);
    Duration jumped = moved.minusNanos(laterNanos - nanos);
    return new ClockReading(offset.plus(jumped), uncertainty, laterTime, laterNanos);
  }

  /** Whether the clocks are apart by more, whatever is uncertain. */
  boolean isBeyond(Duration tolerance) {
    return offset.abs().minus(uncertainty).compareTo(tolerance) > 0;
  }
}

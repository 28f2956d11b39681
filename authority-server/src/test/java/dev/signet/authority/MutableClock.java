package dev.signet.authority;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that is moved by hand, and stands still unless it is one that runs. Thread-safe. */
public final class MutableClock extends Clock {
  private final LongSupplier nanos;
  private volatile Instant now;

  /** Makes a clock that shows this time and stands still. */
  public MutableClock(Instant now) {
    this(now, () -> 0);
  }

  private MutableClock(Instant now, LongSupplier nanos) {
    this.nanos = nanos;
    this.now = now;
  }

  /** A clock that shows this time now, and runs as the timer of the process does. */
  public static MutableClock running(Instant now) {
    long start = System.nanoTime();
    return new MutableClock(now, () -> System.nanoTime() - start);
  }

  /** Moves the clock on, or back by a negative duration. */
  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now.plusNanos(nanos.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is UTC");
  }
}

package dev.signet.authority;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved by hand. Thread-safe. */
public final class MutableClock extends Clock {
  private volatile Instant now;

  /** Makes a clock that shows this time. */
  public MutableClock(Instant now) {
    this.now = now;
  }

  /** Moves the clock on, or back by a negative duration. */
  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
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

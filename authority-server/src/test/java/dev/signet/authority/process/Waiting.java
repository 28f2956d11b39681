package dev.signet.authority.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process: the one place where tests let time pass, and never without end. */
public final class Waiting {
  private static final int MOST_LOOKS = 6_000;
  private static final long PAUSE_NANOS = MILLISECONDS.toNanos(10);

  private Waiting() {}

  /** Lets a moment pass between two requests. */
  public static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** Returns after a time during which others go on. */
  public static void aWhile(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      pause();
    }
  }

  /** Returns once the condition holds; fails the test after about a minute. */
  public static void until(String what, BooleanSupplier condition) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause();
    }
    throw new AssertionError("waited in vain until " + what);
  }
}

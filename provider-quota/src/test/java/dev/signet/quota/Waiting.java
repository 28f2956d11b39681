package dev.signet.quota;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process: the one place where tests let time pass, and never without end. */
public final class Waiting {
  private static final int MOST_LOOKS = 3_000;
  private static final long PAUSE_NANOS = MILLISECONDS.toNanos(10);

  private Waiting() {}

  /** Returns once the condition holds; fails the test after about half a minute. */
  public static void until(String what, BooleanSupplier condition) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError("waited in vain until " + what);
  }
}

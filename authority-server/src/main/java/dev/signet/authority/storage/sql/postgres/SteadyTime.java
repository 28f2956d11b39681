package dev.signet.authority.storage.sql.postgres;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The time of a clock, which goes on from where it was when the clock is set back. Thread-safe.
 *
 * <p>A bucket that was filled as of a later time than now would not fill until then.
 */
final class SteadyTime implements TimeMeter {
  private final Supplier<Instant> clock;
  private long told;
  private long ahead;

  SteadyTime(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** Looks at the clock, which may refuse; until the next look time stands still. */
  void look() {
    long before = currentTimeNanos();
    Instant now = clock.get();
    tell(before, TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
  }

  /**
   * Takes what the clock showed after a time was told. That alone tells whether it was set back:
   * what others have told since may be later because they read it later, and would add up.
   */
  private synchronized void tell(long before, long shown) {
    ahead = Math.max(ahead, before - shown);
    told = Math.max(told, shown + ahead);
  }

  @Override
  public synchronized long currentTimeNanos() {
    return told;
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}

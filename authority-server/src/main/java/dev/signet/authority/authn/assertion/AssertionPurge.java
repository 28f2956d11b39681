package dev.signet.authority.authn.assertion;

import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.purge.SteppedPurge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets the assertions that nobody takes any more. Run it on a schedule; one run at a time.
 *
 * @param uses where they are
 * @param clock the time
 */
public record AssertionPurge(AssertionLog uses, Clock clock) implements Runnable {
  /** Kept longer than needed: a node whose clock is behind still takes them. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** Forgets all; a storage that fails is logged and tried again next time. */
  @Override
  public void run() {
    Instant before = clock.instant().minus(MARGIN);
    SteppedPurge.run("used assertions", most -> uses.purgeExpired(before, most));
  }
}

package dev.signet.authority.authn.assertion;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.assertion.AssertionLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets the assertions that nobody takes any more, in steps small enough to share the writer with
 * issuing. Run it on a schedule; one run at a time.
 *
 * @param uses where they are
 * @param clock the time
 */
public record AssertionPurge(AssertionLog uses, Clock clock) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AssertionPurge.class);
  private static final int STEP = 500;

  /** Kept longer than needed: a node whose clock is behind still takes them. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** Forgets all; a storage that fails is logged and tried again next time. */
  @Override
  public void run() {
    Instant before = clock.instant().minus(MARGIN);
    try {
      int step;
      do {
        step = uses.purgeExpired(before, STEP);
      } while (step == STEP && !Thread.currentThread().isInterrupted());
    } catch (StorageException e) {
      LOG.warn("used assertions not purged, will try again: {}", e.getMessage());
    }
  }
}

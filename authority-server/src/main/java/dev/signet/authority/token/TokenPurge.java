package dev.signet.authority.token;

import dev.signet.authority.audit.AuditEvent.TokensPurged;
import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the records of tokens that have expired, in steps small enough to share the writer with
 * issuing. Run it on a schedule; one run at a time.
 */
public final class TokenPurge implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenPurge.class);
  private static final int STEP_RECORDS = 500;

  /** Kept beyond expiry, so that no clock that is a little behind misses a record. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final TokenRepository tokens;
  private final AuditLog audit;
  private final Clock clock;
  private final IntConsumer purges;

  /**
   * Makes the job.
   *
   * @param tokens where the records are
   * @param audit each run that deleted something is accounted for there
   * @param clock the time
   * @param purges hears how many records each run deleted
   */
  public TokenPurge(TokenRepository tokens, AuditLog audit, Clock clock, IntConsumer purges) {
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
    this.purges = purges;
  }

  /** Deletes all that have expired; a storage that fails is logged and tried again next time. */
  @Override
  public void run() {
    Instant before = clock.instant().minus(MARGIN);
    int purged = 0;
    try {
      int step;
      do {
        step = tokens.purgeExpired(before, STEP_RECORDS);
        purged += step;
      } while (step == STEP_RECORDS && !Thread.currentThread().isInterrupted());
    } catch (StorageException e) {
      LOG.warn("expired token records not purged, will try again: {}", e.getMessage());
    }
    if (purged > 0) {
      audit.record(new TokensPurged(purged, before));
      purges.accept(purged);
    }
  }
}

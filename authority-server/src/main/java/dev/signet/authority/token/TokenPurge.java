package dev.signet.authority.token;

import dev.signet.authority.audit.AuditEvent.TokensPurged;
import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.purge.SteppedPurge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;

/** Deletes the records of tokens that have expired. Run it on a schedule; one run at a time. */
public final class TokenPurge implements Runnable {
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
    int purged =
        SteppedPurge.run("expired token records", most -> tokens.purgeExpired(before, most));
    if (purged > 0) {
      audit.record(new TokensPurged(purged, before));
      purges.accept(purged);
    }
  }
}

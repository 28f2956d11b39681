package dev.signet.validator.supply;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.ValidatorState.ClockSkew;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.disk.KeptKeys;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncListener;
import dev.signet.validator.sync.Update;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens to the keys: for the state, for the host's listener and on the disk. Written
 * on the library's thread, read by all.
 */
public final class KeyJournal implements SyncListener<VerifyingKeys> {

  private final Announcer announcer;
  private final @Nullable KeptKeys kept;

  private volatile Optional<String> lastRejection = Optional.empty();
  private volatile Optional<String> ignoredSnapshot = Optional.empty();
  private volatile Optional<String> unwrittenSnapshot = Optional.empty();
  private volatile Optional<ClockSkew> clockSkew = Optional.empty();
  private Duration noticedSkew = Duration.ZERO;
  private Phase phase = Phase.EMPTY;

  /** Makes a journal; without a place to keep them, keys are not kept. */
  public KeyJournal(Announcer announcer, @Nullable KeptKeys kept) {
    this.announcer = announcer;
    this.kept = kept;
  }

  ValidatorState.Faults faults(Optional<String> lastError) {
    return new ValidatorState.Faults(lastError, lastRejection, ignoredSnapshot, unwrittenSnapshot);
  }

  Optional<ClockSkew> clockSkew() {
    return clockSkew;
  }

  /** To be seen in the state at once; the event follows on the library's thread. */
  public void ignoredSnapshot(String reason) {
    ignoredSnapshot = Optional.of(reason);
  }

  /** Tells the listener, if there is something to tell. */
  public void announceIgnoredSnapshot() {
    ignoredSnapshot.ifPresent(reason -> tell(Kind.SNAPSHOT_IGNORED, reason));
  }

  @Override
  public void answered(Update<VerifyingKeys> update) {
    update
        .value()
        .ifPresent(
            keys ->
                tell(Kind.KEYS_INSTALLED, keys.size() + " usable, " + keys.skipped() + " skipped"));
    update.clockOffset().ifPresent(this::note);
    update.document().ifPresent(document -> keep(document, update.maxAge()));
  }

  @Override
  public void failed(String error, boolean rejected) {
    if (rejected) {
      lastRejection = Optional.of(error);
    }
    tell(rejected ? Kind.UPDATE_REJECTED : Kind.REFRESH_FAILED, error);
  }

  @Override
  public void phaseChanged(Reading.Phase before, Reading.Phase now) {
    phase = Phase.valueOf(now.name());
    tell(Kind.PHASE_CHANGED, before + " to " + now);
  }

  private void note(Update.ClockOffset offset) {
    ClockSkew skew = new ClockSkew(offset.ahead(), offset.uncertainty());
    clockSkew = Optional.of(skew);
    // Once per step of a clock, not with every fetch.
    boolean moved = skew.ahead().minus(noticedSkew).abs().compareTo(skew.uncertainty()) > 0;
    if (moved) {
      noticedSkew = skew.certain() ? skew.ahead() : Duration.ZERO;
    }
    if (moved && skew.certain()) {
      tell(Kind.CLOCK_SKEW_NOTICED, "this clock is " + ClockSkew.inWords(skew.ahead()));
    }
  }

  private void keep(byte[] document, Optional<Duration> maxAge) {
    if (kept != null) {
      unwrittenSnapshot = kept.store(document, maxAge);
      unwrittenSnapshot.ifPresent(reason -> tell(Kind.SNAPSHOT_NOT_WRITTEN, reason));
    }
  }

  private void tell(Kind kind, String detail) {
    announcer.tell(kind, phase, detail);
  }
}

package dev.signet.validator.revocation.supply;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.revocation.Offer;
import dev.signet.validator.supply.Announcer;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncListener;
import dev.signet.validator.sync.Synced;
import dev.signet.validator.sync.Update;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens to the revocations: for the state, for the host's listener and on the disk.
 * Written on the thread that fetches them, read by all.
 */
public final class RevocationJournal implements SyncListener<Offer> {
  private final Announcer announcer;
  private final @Nullable KeptRevocations kept;

  private volatile Optional<String> lastRejection = Optional.empty();
  private volatile Optional<String> ignoredSnapshot = Optional.empty();
  private volatile Optional<String> unwrittenSnapshot = Optional.empty();
  private Phase phase = Phase.EMPTY;
  private @Nullable Offer announced;

  /** Makes a journal; without a place to keep them, revocations are not kept. */
  public RevocationJournal(Announcer announcer, @Nullable KeptRevocations kept) {
    this.announcer = announcer;
    this.kept = kept;
  }

  /** Gives the revocations of an earlier run, if they are kept. */
  public void restoreInto(Synced<Offer> offers) {
    if (kept != null) {
      ignoredSnapshot = kept.restoreInto(offers);
    }
  }

  /** Tells the listener of what was not given, if there is something to tell. */
  public void announceIgnoredSnapshot() {
    ignoredSnapshot.ifPresent(reason -> tell(Kind.SNAPSHOT_IGNORED, "revocations: " + reason));
  }

  ValidatorState.Faults faults(Optional<String> lastError) {
    return new ValidatorState.Faults(lastError, lastRejection, ignoredSnapshot, unwrittenSnapshot);
  }

  @Override
  public void answered(Update<Offer> update) {
    update.value().ifPresent(offer -> note(offer, update.document()));
  }

  private void note(Offer offer, Optional<byte[]> document) {
    announce(offer);
    if (kept != null) {
      unwrittenSnapshot = kept.store(offer, document);
      unwrittenSnapshot.ifPresent(
          reason -> tell(Kind.SNAPSHOT_NOT_WRITTEN, "revocations: " + reason));
    }
  }

  private void announce(Offer offer) {
    if (announced == null || !announced.sameAs(offer)) {
      tell(
          Kind.REVOCATIONS_INSTALLED,
          offer
              .list()
              .map(list -> "seq " + list.sequence() + ", " + list.size() + " entries")
              .orElse("the authority offers none"));
    }
    announced = offer;
  }

  @Override
  public void failed(String error, boolean rejected) {
    if (rejected) {
      lastRejection = Optional.of(error);
    }
    tell(rejected ? Kind.REVOCATIONS_REJECTED : Kind.REVOCATIONS_FAILED, error);
  }

  @Override
  public void phaseChanged(Reading.Phase before, Reading.Phase now) {
    phase = Phase.valueOf(now.name());
    tell(Kind.REVOCATIONS_PHASE_CHANGED, before + " to " + now);
  }

  private void tell(Kind kind, String detail) {
    announcer.tell(kind, phase, detail);
  }
}

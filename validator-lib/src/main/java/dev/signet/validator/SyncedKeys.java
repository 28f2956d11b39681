package dev.signet.validator;

import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncCounts;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keys kept in step with the authority. */
final class SyncedKeys implements KeySupply {
  private final Synced<VerifyingKeys> keys;
  private final SyncPolicy policy;

  SyncedKeys(Synced<VerifyingKeys> keys, SyncPolicy policy) {
    this.keys = keys;
    this.policy = policy;
  }

  @Override
  public Chosen choose(String keyId) throws Refusal {
    Reading<VerifyingKeys> reading =
        keys.readFor(keyId, candidate -> candidate.find(keyId).isPresent());
    VerifyingKeys usable =
        reading
            .usable()
            .orElseThrow(() -> Refusal.unavailable(whyUnusable(reading), keys.nextAttemptIn()));
    VerifyingKey key = usable.find(keyId).orElseThrow(() -> Refusal.of(Reason.UNKNOWN_KEY));
    boolean stale = reading.phase() == Reading.Phase.STALE;
    return new Chosen(key, stale ? Optional.of(reading.age()) : Optional.empty());
  }

  @Override
  public ValidatorState state(Instant now) {
    Reading<VerifyingKeys> reading = keys.read();
    SyncCounts counts = keys.counts();
    Optional<VerifyingKeys> usable = reading.usable();
    boolean empty = reading.phase() == Reading.Phase.EMPTY;
    return new ValidatorState(
        phase(reading.phase()),
        empty ? Optional.empty() : Optional.of(reading.age()),
        usable.map(held -> now.plus(policy.bound()).minus(reading.age())),
        keys.lastError(),
        new ValidatorState.Counters(
            counts.fetches(),
            counts.failed(),
            counts.rejected(),
            usable.map(VerifyingKeys::size).orElse(0),
            usable.map(VerifyingKeys::skipped).orElse(0)),
        false);
  }

  @Override
  public void refreshNow() {
    keys.refreshNow();
  }

  @Override
  public boolean await(Duration longest) {
    return keys.awaitValue(longest);
  }

  @Override
  public void close() {
    keys.close();
  }

  private static Reason whyUnusable(Reading<VerifyingKeys> reading) {
    boolean expired = reading.phase() == Reading.Phase.EXPIRED;
    return expired ? Reason.KEYS_TOO_OLD : Reason.NO_KEYS_YET;
  }

  private static ValidatorState.Phase phase(Reading.Phase phase) {
    return switch (phase) {
      case EMPTY -> ValidatorState.Phase.EMPTY;
      case FRESH -> ValidatorState.Phase.FRESH;
      case STALE -> ValidatorState.Phase.STALE;
      case EXPIRED -> ValidatorState.Phase.EXPIRED;
    };
  }
}

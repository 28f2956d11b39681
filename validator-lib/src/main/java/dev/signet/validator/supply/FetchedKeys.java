package dev.signet.validator.supply;

import dev.signet.validator.Reason;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncCounts;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys kept in step with the authority. */
public final class FetchedKeys implements KeySupply {
  private final Synced<VerifyingKeys> keys;
  private final SyncPolicy policy;
  private final KeyJournal journal;

  /** Makes a supply. */
  public FetchedKeys(Synced<VerifyingKeys> keys, SyncPolicy policy, KeyJournal journal) {
    this.keys = keys;
    this.policy = policy;
    this.journal = journal;
  }

  @Override
  public Chosen choose(String keyId) throws Refusal {
    Reading<VerifyingKeys> reading =
        keys.readFor(keyId, candidate -> candidate.find(keyId).isPresent());
    Optional<VerifyingKey> key = usable(reading).find(keyId);
    if (key.isEmpty()) {
      throw Refusal.of(Reason.UNKNOWN_KEY);
    }
    return new Chosen(key.get(), staleFor(reading));
  }

  @Override
  public Optional<Duration> recheck(VerifyingKey key, long wallMillis) throws Refusal {
    @Nullable VerifyingKeys fresh = keys.fresh(wallMillis);
    if (fresh != null) {
      requireHeld(fresh, key);
      return Optional.empty();
    }
    Reading<VerifyingKeys> reading = keys.read();
    requireHeld(usable(reading), key);
    return staleFor(reading);
  }

  private static void requireHeld(VerifyingKeys keys, VerifyingKey key) throws Refusal {
    if (!keys.holds(key)) {
      throw Refusal.of(Reason.KEY_REVOKED);
    }
  }

  private VerifyingKeys usable(Reading<VerifyingKeys> reading) throws Refusal {
    Optional<VerifyingKeys> usable = reading.usable();
    if (usable.isEmpty()) {
      throw Refusal.unavailable(whyUnusable(reading), keys.nextAttemptIn());
    }
    return usable.get();
  }

  private static Optional<Duration> staleFor(Reading<VerifyingKeys> reading) {
    boolean stale = reading.phase() == Reading.Phase.STALE;
    return stale ? Optional.of(reading.age()) : Optional.empty();
  }

  @Override
  public ValidatorState state(Instant now) {
    Reading<VerifyingKeys> reading = keys.read();
    boolean empty = reading.phase() == Reading.Phase.EMPTY;
    return new ValidatorState(
        ValidatorState.Phase.valueOf(reading.phase().name()),
        empty ? Optional.empty() : Optional.of(reading.age()),
        reading.usable().map(held -> now.plus(policy.bound()).minus(reading.age())),
        journal.faults(keys.lastError()),
        journal.clockSkew(),
        counters(reading.usable()),
        Optional.empty(),
        Map.of(),
        ValidatorState.Proofs.NONE);
  }

  private ValidatorState.Counters counters(Optional<VerifyingKeys> usable) {
    SyncCounts counts = keys.counts();
    return new ValidatorState.Counters(
        counts.fetches(),
        counts.failed(),
        counts.rejected(),
        keys.suppressedDemands(),
        journal.faults(Optional.empty()).ignoredSnapshot().isPresent() ? 1 : 0,
        usable.map(VerifyingKeys::size).orElse(0),
        usable.map(VerifyingKeys::skipped).orElse(0));
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
  public void whenUsable(Runnable task) {
    keys.whenFirst(task);
  }

  @Override
  public void close() {
    keys.close();
  }

  private static Reason whyUnusable(Reading<VerifyingKeys> reading) {
    boolean expired = reading.phase() == Reading.Phase.EXPIRED;
    return expired ? Reason.KEYS_TOO_OLD : Reason.NO_KEYS_YET;
  }
}

package dev.signet.validator;

import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncCounts;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where a check gets its key from; implementations are thread-safe. */
interface KeySupply extends AutoCloseable {
  /** A key, and for how long the authority has not been reached if a refresh is overdue. */
  record Chosen(VerifyingKey key, Optional<Duration> staleFor) {
    /** RFC 8725 §3.1: the key, not the header, decides; the header may only agree. */
    VerifyingKey keyFor(String algorithm) throws Refusal {
      if (!key.algorithm().equals(algorithm)) {
        throw Refusal.of(Reason.ALG_NOT_ALLOWED);
      }
      return key;
    }
  }

  /** The key of this id from the current set; no I/O and no lock when it is there. */
  Chosen choose(String keyId) throws Refusal;

  ValidatorState state(Instant now);

  void refreshNow();

  boolean await(Duration longest);

  @Override
  void close();

  /** Keys that were given to the builder: no network, no age. */
  final class Pinned implements KeySupply {
    private final VerifyingKeys keys;

    Pinned(VerifyingKeys keys) {
      this.keys = keys;
    }

    @Override
    public Chosen choose(String keyId) throws Refusal {
      return keys.find(keyId)
          .map(key -> new Chosen(key, Optional.empty()))
          .orElseThrow(() -> Refusal.of(Reason.UNKNOWN_KEY));
    }

    @Override
    public ValidatorState state(Instant now) {
      return new ValidatorState(
          ValidatorState.Phase.PINNED,
          Optional.empty(),
          Optional.empty(),
          ValidatorState.Faults.NONE,
          Optional.empty(),
          new ValidatorState.Counters(0, 0, 0, 0, 0, keys.size(), keys.skipped()),
          false,
          Map.of());
    }

    /** Nothing to refresh. */
    @Override
    public void refreshNow() {}

    @Override
    public boolean await(Duration longest) {
      return true;
    }

    @Override
    public void close() {}
  }

  /** Keys kept in step with the authority. */
  final class Fetched implements KeySupply {
    private final Synced<VerifyingKeys> keys;
    private final SyncPolicy policy;
    private final KeyJournal journal;

    Fetched(Synced<VerifyingKeys> keys, SyncPolicy policy, KeyJournal journal) {
      this.keys = keys;
      this.policy = policy;
      this.journal = journal;
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
      boolean empty = reading.phase() == Reading.Phase.EMPTY;
      return new ValidatorState(
          ValidatorState.Phase.valueOf(reading.phase().name()),
          empty ? Optional.empty() : Optional.of(reading.age()),
          reading.usable().map(held -> now.plus(policy.bound()).minus(reading.age())),
          journal.faults(keys.lastError()),
          journal.clockSkew(),
          counters(reading.usable()),
          false,
          Map.of());
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
    public void close() {
      keys.close();
    }

    private static Reason whyUnusable(Reading<VerifyingKeys> reading) {
      boolean expired = reading.phase() == Reading.Phase.EXPIRED;
      return expired ? Reason.KEYS_TOO_OLD : Reason.NO_KEYS_YET;
    }
  }
}

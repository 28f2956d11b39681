package dev.signet.validator.supply;

import dev.signet.validator.Reason;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.rules.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keys that were given to the builder: no network, no age. */
public final class PinnedKeys implements KeySupply {
  private final VerifyingKeys keys;

  /** Makes a supply. */
  public PinnedKeys(VerifyingKeys keys) {
    this.keys = keys;
  }

  @Override
  public Chosen choose(String keyId) throws Refusal {
    return keys.find(keyId)
        .map(key -> new Chosen(key, Optional.empty()))
        .orElseThrow(() -> Refusal.of(Reason.UNKNOWN_KEY));
  }

  @Override
  public Optional<Duration> recheck(VerifyingKey key, long wallMillis) {
    return Optional.empty();
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
        Optional.empty(),
        Map.of(),
        ValidatorState.Proofs.NONE);
  }

  /** Nothing to refresh. */
  @Override
  public void refreshNow() {}

  @Override
  public boolean await(Duration longest) {
    return true;
  }

  @Override
  public void whenUsable(Runnable task) {
    task.run();
  }

  @Override
  public void close() {}
}

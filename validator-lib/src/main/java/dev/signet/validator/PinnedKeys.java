package dev.signet.validator;

import dev.signet.validator.keys.VerifyingKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keys that were given to the builder: no network, no age. */
final class PinnedKeys implements KeySupply {
  private final VerifyingKeys keys;

  PinnedKeys(VerifyingKeys keys) {
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
        Optional.empty(),
        new ValidatorState.Counters(0, 0, 0, keys.size(), keys.skipped()),
        false);
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

package dev.signet.validator.revocation.supply;

import dev.signet.validator.ValidatorState;
import dev.signet.validator.revocation.Revocable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Nobody was named who could tell: tokens live until they expire. */
public final class UnaskedRevocations implements RevocationSupply {
  @Override
  public Optional<Duration> judge(Revocable token) {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> recheck(Revocable token, long wallMillis) {
    return Optional.empty();
  }

  @Override
  public boolean isKnownForNone() {
    return true;
  }

  @Override
  public boolean freshen(Duration within) {
    throw new IllegalStateException("nobody is asked for revocations");
  }

  @Override
  public Optional<ValidatorState.Revocations> state(Instant now) {
    return Optional.empty();
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

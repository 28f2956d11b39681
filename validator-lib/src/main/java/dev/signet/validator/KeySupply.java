package dev.signet.validator;

import dev.signet.validator.keys.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a check gets its key from; implementations are thread-safe. */
interface KeySupply extends AutoCloseable {
  /** A key, and for how long the authority has not been reached if a refresh is overdue. */
  record Chosen(VerifyingKey key, Optional<Duration> staleFor) {}

  /** The key of this id from the current set; no I/O and no lock when it is there. */
  Chosen choose(String keyId) throws Refusal;

  ValidatorState state(Instant now);

  void refreshNow();

  boolean await(Duration longest);

  @Override
  void close();
}

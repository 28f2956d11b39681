package dev.signet.validator.supply;

import dev.signet.validator.Reason;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a check gets its key from; implementations are thread-safe. */
public interface KeySupply extends AutoCloseable {
  /** A key, and for how long the authority has not been reached if a refresh is overdue. */
  record Chosen(VerifyingKey key, Optional<Duration> staleFor) {
    /** RFC 8725 §3.1: the key, not the header, decides; the header may only agree. */
    public VerifyingKey keyFor(String algorithm) throws Refusal {
      if (!key.algorithm().equals(algorithm)) {
        throw Refusal.of(Reason.ALG_NOT_ALLOWED);
      }
      return key;
    }
  }

  /** The key of this id from the current set; no I/O and no lock when it is there. */
  Chosen choose(String keyId) throws Refusal;

  /**
   * Whether this key may still be used, and for how long the authority has not been reached if a
   * refresh is overdue; no I/O and no lock, whatever the answer.
   *
   * @param wallMillis the time now
   * @throws Refusal {@code key_revoked} if the current set does not hold it, or as {@link #choose}
   */
  Optional<Duration> recheck(VerifyingKey key, long wallMillis) throws Refusal;

  /** How the keys stand at this moment; the providers are not filled in. */
  ValidatorState state(Instant now);

  /** Asks for a fetch and returns at once. */
  void refreshNow();

  /** Waits until there are usable keys, at most this long; returns whether there are. */
  boolean await(Duration longest);

  /** Runs a task once there are keys, on the thread that brings them; at once if there are. */
  void whenUsable(Runnable task);

  @Override
  void close();
}

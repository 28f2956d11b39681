package dev.signet.validator.revocation.supply;

import dev.signet.validator.ValidatorState;
import dev.signet.validator.revocation.Revocable;
import dev.signet.validator.rules.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who knows what is revoked; implementations are thread-safe. */
public interface RevocationSupply extends AutoCloseable {
  /**
   * Whether a token may pass, and how old the list is if a refresh is overdue. Where there is none
   * that can be used it waits for one attempt, as long as one request may.
   *
   * @throws Refusal {@code revoked}; {@code malformed} if the token cannot be looked up; {@code
   *     revocations_too_old} if there is no list that can be used
   */
  Optional<Duration> judge(Revocable token) throws Refusal;

  /**
   * As {@link #judge}, for a token that was judged before: no I/O and no lock, whatever the answer,
   * and nothing allocated while a fresh list has not changed.
   *
   * @param wallMillis the time now
   */
  Optional<Duration> recheck(Revocable token, long wallMillis) throws Refusal;

  /**
   * Whether it is known that tokens cannot be revoked, as nobody tells or the authority says so.
   */
  boolean isKnownForNone();

  /**
   * Sees to it that what is held was signed at most so long ago: asks the authority if it was not,
   * and waits for one attempt, as long as one request may. Returns whether it asked.
   *
   * @throws Refusal {@code revocations_too_old} if nothing so new came in time
   */
  boolean freshen(Duration within) throws Refusal;

  /** How the revocations stand at this moment; empty if they are not asked for. */
  Optional<ValidatorState.Revocations> state(Instant now);

  /** Asks for a fetch and returns at once. */
  void refreshNow();

  /** Waits until it can be told what is revoked, at most this long; returns whether it can. */
  boolean await(Duration longest);

  @Override
  void close();
}

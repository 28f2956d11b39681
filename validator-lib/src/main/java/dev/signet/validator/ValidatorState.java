package dev.signet.validator;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a validator stands at one moment: what a readiness probe and a dashboard need.
 *
 * <p>Immutable and thread-safe; taking it costs no I/O and no lock.
 *
 * @param phase how old the keys are
 * @param keyAge time since the authority was last reached; empty for {@code EMPTY} and {@code
 *     PINNED}
 * @param survivesUntil until when tokens are still accepted if the authority is not reached again;
 *     empty for {@code EMPTY} and {@code EXPIRED} (nothing survives) and for {@code PINNED} (no
 *     end)
 * @param lastError why the last fetch failed; empty after a successful one
 * @param counters what happened since the start
 * @param revocable whether revocations of this issuer's tokens reach this validator; when false a
 *     token lives until it expires
 */
public record ValidatorState(
    Phase phase,
    Optional<Duration> keyAge,
    Optional<Instant> survivesUntil,
    Optional<String> lastError,
    Counters counters,
    boolean revocable) {

  /** The age of the keys in words. */
  public enum Phase {
    /** No keys yet: every verdict on a well-formed token is {@code no_keys_yet}. */
    EMPTY,
    /** The authority was reached as often as planned. */
    FRESH,
    /** A refresh is overdue; tokens are accepted and flagged. */
    STALE,
    /** The keys are older than the policy allows: {@code keys_too_old}. */
    EXPIRED,
    /** The keys were given to the builder: they never age, and there is no network at all. */
    PINNED
  }

  /**
   * What happened since the start, and what is held now.
   *
   * @param fetches attempts to reach the authority, whatever their outcome
   * @param failedFetches attempts that brought no answer
   * @param rejectedUpdates answers that were not good enough to replace the keys held
   * @param usableKeys keys held now
   * @param skippedKeys keys of the same set that are weak, broken or of another algorithm
   */
  public record Counters(
      long fetches, long failedFetches, long rejectedUpdates, int usableKeys, int skippedKeys) {}

  /** Makes a state. */
  public ValidatorState {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(keyAge, "keyAge");
    Objects.requireNonNull(survivesUntil, "survivesUntil");
    Objects.requireNonNull(lastError, "lastError");
    Objects.requireNonNull(counters, "counters");
  }

  /** Whether tokens can be accepted now: true unless {@code EMPTY} or {@code EXPIRED}. */
  public boolean ready() {
    return phase != Phase.EMPTY && phase != Phase.EXPIRED;
  }
}

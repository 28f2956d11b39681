package dev.signet.validator;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to a validator; immutable and thread-safe.
 *
 * @param kind what happened
 * @param at when, by the validator's clock
 * @param phase how old the keys are after it; the revocations, where it is about those
 * @param detail more about it in words, for people; it quotes nothing of what strangers sent
 */
public record ValidatorEvent(Kind kind, Instant at, ValidatorState.Phase phase, String detail) {

  /** What can happen; more kinds may be added. */
  public enum Kind {
    /** Keys came that differ from those held, and were installed. */
    KEYS_INSTALLED,
    /** An attempt to fetch the keys brought no answer; those held stay. */
    REFRESH_FAILED,
    /** An answer came that must not replace the keys held: worth an alarm. */
    UPDATE_REJECTED,
    /** The keys are trusted more or less than before. */
    PHASE_CHANGED,
    /** A file that an earlier run left was not used. */
    SNAPSHOT_IGNORED,
    /** The keys could not be kept on the disk. */
    SNAPSHOT_NOT_WRITTEN,
    /** Revocations came that differ from those held, and were installed. */
    REVOCATIONS_INSTALLED,
    /** An attempt to fetch the revocations brought no answer; those held stay. */
    REVOCATIONS_FAILED,
    /** An answer came that must not replace the revocations held: worth an alarm. */
    REVOCATIONS_REJECTED,
    /** The revocations are trusted more or less than before. */
    REVOCATIONS_PHASE_CHANGED,
    /** This clock and the authority's differ by more than can be a fault of measuring. */
    CLOCK_SKEW_NOTICED
  }

  /** Makes an event. */
  public ValidatorEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(detail, "detail");
  }
}

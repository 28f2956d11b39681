package dev.signet.validator.revocation;

import dev.signet.validator.document.Validity;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.sync.RejectedUpdateException;
import java.time.Duration;
import java.time.Instant;

/**
 * Which tokens of an authority are good no more, as of one change; sized for a million entries.
 *
 * <p>Lists change by replacement: what a newer list or a delta may replace is decided here.
 * Immutable and thread-safe.
 */
public final class RevocationList {
  private final long sequence;
  private final Entries entries;
  private final Validity validity;

  RevocationList(long sequence, Entries entries, Validity validity) {
    this.sequence = sequence;
    this.entries = entries;
    this.validity = validity;
  }

  /** Whether the token is revoked; whether the list may still be believed is not asked here. */
  public boolean revokes(Revocable token) {
    return entries.name(token);
  }

  boolean sameAs(RevocationList other) {
    return sequence == other.sequence && entries.sameAs(other.entries);
  }

  boolean isLaterThan(RevocationList other) {
    return sequence > other.sequence
        || (sequence == other.sequence && issuedAt().isAfter(other.issuedAt()));
  }

  boolean isBefore(RevocationDelta delta) {
    return delta.to() > sequence
        || (delta.from() == sequence && delta.validity().issuedAt().isAfter(issuedAt()));
  }

  /** The number of the change that this list is as of. */
  public long sequence() {
    return sequence;
  }

  /** How many tokens and rules it holds. */
  public int size() {
    return entries.size();
  }

  /** When it, or the last change that it has, was signed: how old it is, whoever handed it on. */
  public Instant issuedAt() {
    return validity.issuedAt();
  }

  /** From this moment on it must not be used. */
  public Instant expiresAt() {
    return validity.expiresAt();
  }

  /** How long after it was fetched to ask for a newer one: from 1 s to 1 h. */
  Duration ttl() {
    return validity.ttl();
  }

  /** The key that signed it or its latest change. */
  VerifyingKey signer() {
    return validity.signer();
  }

  /**
   * The list to hold after a full one came: that one, or this one believed for longer.
   *
   * @throws RejectedUpdateException unless it is of a later change, or of the same one with the
   *     same entries and not signed before this one
   */
  RevocationList succeededBy(RevocationList next) throws RejectedUpdateException {
    if (next.sequence < sequence) {
      throw new RejectedUpdateException("a list older than the one held");
    }
    if (next.sequence > sequence) {
      return next;
    }
    if (!entries.sameAs(next.entries)) {
      throw new RejectedUpdateException("another list under the same seq");
    }
    return renewed(next.validity);
  }

  /**
   * The list after a change.
   *
   * @throws RejectedUpdateException if the change does not begin at this list, adds what is there
   *     or removes what is not; then the full list tells
   */
  RevocationList with(RevocationDelta delta) throws RejectedUpdateException {
    if (delta.from() != sequence) {
      throw new RejectedUpdateException("a delta from another seq than the one held");
    }
    Entries changed = entries.with(delta);
    return delta.to() == sequence
        ? renewed(delta.validity())
        : new RevocationList(delta.to(), changed, delta.validity());
  }

  private RevocationList renewed(Validity later) throws RejectedUpdateException {
    if (later.issuedAt().isBefore(validity.issuedAt())) {
      throw new RejectedUpdateException("signed before the list held");
    }
    return new RevocationList(sequence, entries, later);
  }
}

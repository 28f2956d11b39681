package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A revocation that is not in force yet; immutable.
 *
 * @param target which tokens it concerns
 * @param expiresAt from then on it can concern no living token
 * @param reason why, for people: 1 to 1024 characters
 * @param createdAt now
 */
public record NewRevocation(
    RevocationTarget target, Instant expiresAt, String reason, Instant createdAt) {
  /** Checks the parts. */
  public NewRevocation {
    requireNonNull(target, "target");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(createdAt, "createdAt");
    Rules.text(reason, "reason");
  }

  /** The same in force, added by the change of this number. */
  public RevocationRecord inForce(long id) {
    return new RevocationRecord(id, target, expiresAt, reason, createdAt);
  }
}

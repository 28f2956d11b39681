package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A revocation in force; immutable. Times are cut to whole seconds.
 *
 * @param id the number of the change that added it, at least 1
 * @param target which tokens it concerns
 * @param expiresAt from then on it can concern no living token
 * @param reason why, for people: 1 to 1024 characters
 * @param createdAt when it was added
 */
public record RevocationRecord(
    long id, RevocationTarget target, Instant expiresAt, String reason, Instant createdAt) {
  /** Checks the parts. */
  public RevocationRecord {
    if (id < 1) {
      throw new IllegalArgumentException("id must be at least 1");
    }
    requireNonNull(target, "target");
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
    Rules.text(reason, "reason");
  }
}

package dev.signet.authority.storage.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A session as it is kept: not the value that opens it, but its hash.
 *
 * <p>Immutable.
 *
 * @param hash SHA-256 of the value, 64 hexadecimal digits in lower case
 * @param user the name of the user
 * @param signedInAt when the user presented a password, cut to whole seconds
 * @param lastSeenAt when it was last used, as far as that was noted, cut to whole seconds
 * @param expiresAt when it ends, however often it is used, cut to whole seconds
 */
public record SessionRecord(
    String hash, String user, Instant signedInAt, Instant lastSeenAt, Instant expiresAt) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the hash is none
   */
  public SessionRecord {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("hash must be 64 hexadecimal digits");
    }
    requireNonNull(user, "user");
    signedInAt = signedInAt.truncatedTo(ChronoUnit.SECONDS);
    lastSeenAt = lastSeenAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
  }
}

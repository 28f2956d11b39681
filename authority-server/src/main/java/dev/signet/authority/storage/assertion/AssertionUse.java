package dev.signet.authority.storage.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.signet.validator.keys.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

/**
 * That an assertion was used. Immutable.
 *
 * @param hash 43 characters of base64url that stand for issuer and {@code jti}: of a bounded size,
 *     whatever a stranger chose
 * @param expiresAt from when on nobody takes it any more; kept in whole seconds, rounded up
 */
public record AssertionUse(String hash, Instant expiresAt) {
  private static final int HASH_CHARS = 43;

  /** Checks the hash. */
  public AssertionUse {
    requireNonNull(expiresAt, "expiresAt");
    if (hash.length() != HASH_CHARS) {
      throw new IllegalArgumentException("hash must be SHA-256 in base64url");
    }
  }

  /** The use of the assertion that this issuer gave this {@code jti}. */
  public static AssertionUse of(String issuer, String jti, Instant expiresAt) {
    byte[] name = issuer.getBytes(UTF_8);
    MessageDigest sha256 = Sha256.start();
    // The length keeps apart what would read alike one behind the other.
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
    sha256.update(name);
    byte[] hash = sha256.digest(jti.getBytes(UTF_8));
    return new AssertionUse(
        Base64.getUrlEncoder().withoutPadding().encodeToString(hash), expiresAt);
  }
}

package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.keys.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** How a list names tokens and selectors: by the beginnings of hashes. Immutable. */
public final class RevocationNames {
  private static final int SALT_BYTES = 16;
  private static final int SELECTOR_BYTES = 16;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final byte[] salt;

  /** Takes the salt as hexadecimal digits. */
  public RevocationNames(String salt) {
    this.salt = HexFormat.of().parseHex(salt);
  }

  /** With a salt of its own. */
  public static RevocationNames salted(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new RevocationNames(HexFormat.of().formatHex(salt));
  }

  /** The salt in base64url. */
  public String salt() {
    return BASE64URL.encodeToString(salt);
  }

  /** The first eight bytes of the hash of a {@code jti}. */
  static long ofToken(String jti) {
    return ByteBuffer.wrap(Sha256.start().digest(jti.getBytes(UTF_8))).getLong();
  }

  /** A selector; its name and the salt are hashed with its value. */
  public String ofSelector(String name, String value) {
    MessageDigest hash = Sha256.start();
    hash.update(salt);
    hash.update(name.getBytes(US_ASCII));
    hash.update((byte) 0);
    byte[] digest = hash.digest(value.getBytes(UTF_8));
    return BASE64URL.encodeToString(Arrays.copyOf(digest, SELECTOR_BYTES));
  }
}

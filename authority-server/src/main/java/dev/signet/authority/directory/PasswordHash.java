package dev.signet.authority.directory;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password's hash with all it takes to compute it again, in the PHC string form {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, base64 without padding.
 */
final class PasswordHash {
  static final int HASH_BYTES = 32;

  /** Version 19 is 0x13, the one of RFC 9106. */
  static final String PREFIX = "$argon2id$v=19$";

  private static final Pattern FORM =
      Pattern.compile(
          Pattern.quote(PREFIX)
              + "m=([1-9][0-9]{0,6}),t=([1-9][0-9]?),p=([1-9][0-9]?)"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");

  private final Argon2Settings settings;
  private final byte[] salt;
  private final byte[] hash;

  PasswordHash(Argon2Settings settings, byte[] salt, byte[] hash) {
    this.settings = settings;
    this.salt = salt.clone();
    this.hash = hash.clone();
  }

  /**
   * Reads the one spelling that {@link #toString} writes.
   *
   * @throws IllegalArgumentException when the text is anything else; the message does not repeat it
   */
  static PasswordHash parse(String phc) {
    Matcher parts = FORM.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an argon2id hash in PHC form");
    }
    PasswordHash parsed =
        new PasswordHash(
            new Argon2Settings(number(parts, 1), number(parts, 2), number(parts, 3)),
            Base64.getDecoder().decode(parts.group(4)),
            Base64.getDecoder().decode(parts.group(5)));
    if (!parsed.toString().equals(phc)) {
      // The decoder lets unused bits of the last character pass.
      throw new IllegalArgumentException("not the canonical base64 of a salt and a hash");
    }
    return parsed;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  Argon2Settings settings() {
    return settings;
  }

  byte[] salt() {
    return salt.clone();
  }

  byte[] hash() {
    return hash.clone();
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return PREFIX
        + ("m=" + settings.memoryKib())
        + (",t=" + settings.iterations())
        + (",p=" + settings.parallelism())
        + ("$" + base64.encodeToString(salt))
        + ("$" + base64.encodeToString(hash));
  }
}

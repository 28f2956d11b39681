package dev.signet.validator.document;

import dev.signet.validator.sync.RejectedUpdateException;
import java.util.Base64;

/** Reads base64url (RFC 4648 §5) in its one spelling: no padding, no bits that encode nothing. */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  /**
   * The bytes that a text spells.
   *
   * @param member where it stands, for the message
   */
  public static byte[] decode(String member, String text) throws RejectedUpdateException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (ENCODER.encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // The message below says all that may be said of it.
      throw spelling(member);
    }
    throw spelling(member);
  }

  /** As {@link #decode}, for a value that has so many bytes. */
  public static byte[] decode(String member, String text, int bytes)
      throws RejectedUpdateException {
    byte[] decoded = decode(member, text);
    if (decoded.length != bytes) {
      throw new RejectedUpdateException(member + " has not " + bytes + " bytes");
    }
    return decoded;
  }

  private static RejectedUpdateException spelling(String member) {
    return new RejectedUpdateException(member + " is no base64url");
  }
}

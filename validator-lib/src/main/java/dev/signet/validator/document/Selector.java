package dev.signet.validator.document;

import dev.signet.validator.keys.Sha256;
import dev.signet.validator.sync.RejectedUpdateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The value of a claim as a list names it: 16 bytes of a salted hash, so that a public list names
 * nobody at a glance.
 */
public record Selector(long high, long low) {
  private static final int BYTES = 16;

  /** Takes the first 16 of these bytes. */
  private static Selector of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Selector(buffer.getLong(), buffer.getLong());
  }

  /**
   * Reads one as it is written.
   *
   * @param member where it stands, for the message
   */
  public static Selector parse(String member, String text) throws RejectedUpdateException {
    return of(Base64Url.decode(member, text, BYTES));
  }

  /** The selector of a member with this value, under the salt of a list. */
  public static Selector of(byte[] salt, String member, String value) {
    MessageDigest hash = Sha256.start();
    hash.update(salt);
    hash.update(member.getBytes(StandardCharsets.US_ASCII));
    hash.update((byte) 0);
    return of(hash.digest(value.getBytes(StandardCharsets.UTF_8)));
  }
}

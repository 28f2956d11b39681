package dev.signet.validator.revocation;

import dev.signet.validator.keys.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The value of a claim as a rule names it: 16 bytes of a salted hash, so that a public list names
 * nobody at a glance.
 */
record Selector(long high, long low) {
  static final int BYTES = 16;

  /** Takes the first 16 of these bytes. */
  static Selector of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Selector(buffer.getLong(), buffer.getLong());
  }

  /** The selector of a member with this value, under the salt of a list. */
  static Selector of(byte[] salt, String member, String value) {
    MessageDigest hash = Sha256.start();
    hash.update(salt);
    hash.update(member.getBytes(StandardCharsets.US_ASCII));
    hash.update((byte) 0);
    return of(hash.digest(value.getBytes(StandardCharsets.UTF_8)));
  }
}

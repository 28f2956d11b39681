package dev.signet.authority.token;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * Makes the {@code jti} of tokens: 6 bytes with the millisecond, then 128 random bits, 30
 * characters of base64url. Thread-safe.
 *
 * <p>Nobody guesses one, and none comes twice. With its moment in front an index takes those of one
 * moment side by side, on a page or two, and not each on a page of its own. Nothing reads it there.
 */
final class TokenIds {
  private static final int MOMENT_BYTES = 6;
  private static final int RANDOM_BYTES = 16;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();

  /** A new one, made at this instant. */
  String next(Instant at) {
    byte[] drawn = new byte[RANDOM_BYTES];
    random.nextBytes(drawn);
    long moment = at.toEpochMilli() << (Long.SIZE - MOMENT_BYTES * Byte.SIZE);
    byte[] id =
        ByteBuffer.allocate(MOMENT_BYTES + RANDOM_BYTES)
            .putLong(moment)
            .position(MOMENT_BYTES)
            .put(drawn)
            .array();
    return BASE64URL.encodeToString(id);
  }
}

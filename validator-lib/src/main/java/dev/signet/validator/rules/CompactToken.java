package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A token in its one spelling: three base64url segments, nothing around, between or left over (RFC
 * 7515 §3.1; RFC 8725bis §3.14).
 *
 * <p>One token must have one spelling: where a reader skips characters, anyone can make a second
 * text that verifies as the first and escapes every list of texts.
 */
public final class CompactToken {
  private static final int MAX_HEADER_BYTES = 2048;
  private static final int[] SEXTETS = sextets();

  private final byte[] ascii;
  private final int firstDot;
  private final int secondDot;
  private final byte[] payload;
  private final byte[] signature;

  private CompactToken(byte[] ascii, int firstDot, int secondDot) throws Refusal {
    if (firstDot > (MAX_HEADER_BYTES * 4 + 2) / 3) {
      throw Refusal.of(Reason.TOO_LARGE);
    }
    this.ascii = ascii;
    this.firstDot = firstDot;
    this.secondDot = secondDot;
    payload = decode(ascii, firstDot + 1, secondDot);
    signature = decode(ascii, secondDot + 1, ascii.length);
    if (firstDot == 0 || payload.length == 0) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  /**
   * Reads a token of at most {@code maxChars} characters; the length is judged before anything
   * else, so a huge input costs nothing.
   */
  public static CompactToken read(String token, int maxChars) throws Refusal {
    if (token.length() > maxChars) {
      throw Refusal.of(Reason.TOO_LARGE);
    }
    int firstDot = token.indexOf('.');
    int secondDot = firstDot < 0 ? -1 : token.indexOf('.', firstDot + 1);
    int thirdDot = secondDot < 0 ? -1 : token.indexOf('.', secondDot + 1);
    if (thirdDot >= 0 && firstDot > 0 && isJwe(token, thirdDot)) {
      // RFC 7516 §9: five segments are a JWE, told apart before any of it is decoded.
      throw Refusal.of(Reason.UNSUPPORTED_FORMAT);
    }
    if (secondDot < 0 || thirdDot >= 0) {
      throw Refusal.of(Reason.MALFORMED);
    }
    // What is not ASCII becomes a question mark, which no segment may hold.
    byte[] ascii = token.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length != token.length()) {
      // A pair of surrogates becomes one, and the dots would be elsewhere.
      throw Refusal.of(Reason.MALFORMED);
    }
    return new CompactToken(ascii, firstDot, secondDot);
  }

  /** Five segments and no character that no segment may hold: JSON has dots as well. */
  private static boolean isJwe(String token, int thirdDot) {
    int fourthDot = token.indexOf('.', thirdDot + 1);
    return fourthDot >= 0
        && token.indexOf('.', fourthDot + 1) < 0
        && token.chars().allMatch(c -> c == '.' || (c < SEXTETS.length && SEXTETS[c] >= 0));
  }

  /** The bytes of the token, of which the first {@link #signedLength} are signed. */
  public byte[] bytes() {
    return ascii;
  }

  /** How many of the bytes are signed. */
  public int signedLength() {
    return secondDot;
  }

  /** The header segment as it is written. */
  byte[] headerSegment() {
    return Arrays.copyOf(ascii, firstDot);
  }

  boolean hasHeaderSegment(byte[] segment) {
    return Arrays.equals(ascii, 0, firstDot, segment, 0, segment.length);
  }

  /** The bytes of the header. */
  public byte[] header() throws Refusal {
    return decode(ascii, 0, firstDot);
  }

  /** The bytes of the claims. */
  public byte[] payload() {
    return payload;
  }

  /**
   * The signature, which must not be empty; asked for only after the header rules, so that {@code
   * alg: none} is refused under its own name.
   */
  public byte[] signature() throws Refusal {
    if (signature.length == 0) {
      throw Refusal.of(Reason.MALFORMED);
    }
    return signature;
  }

  /** RFC 4648 §5 without padding, and by §3.5 with no bits that encode nothing. */
  private static byte[] decode(byte[] ascii, int from, int to) throws Refusal {
    if (!endsCleanly(ascii, from, to)) {
      throw Refusal.of(Reason.MALFORMED);
    }
    try {
      // The platform's decoder has machine code of its own; it lets through what was just refused.
      return Base64.getUrlDecoder().decode(ByteBuffer.wrap(ascii, from, to - from)).array();
    } catch (IllegalArgumentException e) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  /** Whether the last character is no padding and has no bits that encode nothing. */
  private static boolean endsCleanly(byte[] ascii, int from, int to) {
    int last = to == from ? 0 : SEXTETS[ascii[to - 1] & 0xff];
    int unused =
        switch ((to - from) % 4) {
          case 0 -> 0;
          case 2 -> last & 0b1111;
          case 3 -> last & 0b11;
          default -> -1;
        };
    return last >= 0 && unused == 0;
  }

  private static int[] sextets() {
    int[] sextets = new int[256];
    Arrays.fill(sextets, -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      sextets[alphabet.charAt(i)] = i;
    }
    return sextets;
  }
}

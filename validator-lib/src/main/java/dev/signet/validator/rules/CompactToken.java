package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    int length = to - from;
    byte[] decoded = new byte[length / 4 * 3 + length % 4 * 3 / 4];
    int out = 0;
    int in = from;
    int invalid = length % 4 == 1 ? -1 : 0;
    while (in + 4 <= to) {
      int bits = sextet(ascii, in) << 18 | sextet(ascii, in + 1) << 12;
      bits |= sextet(ascii, in + 2) << 6 | sextet(ascii, in + 3);
      invalid |= bits;
      decoded[out] = (byte) (bits >> 16);
      decoded[out + 1] = (byte) (bits >> 8);
      decoded[out + 2] = (byte) bits;
      in += 4;
      out += 3;
    }
    invalid |= decodeRest(ascii, in, to, decoded, out);
    if (invalid < 0) {
      throw Refusal.of(Reason.MALFORMED);
    }
    return decoded;
  }

  /** Decodes the last two or three characters; negative if they are not good. */
  private static int decodeRest(byte[] ascii, int from, int to, byte[] decoded, int out) {
    if (to - from < 2) {
      return 0;
    }
    int third = to - from == 3 ? sextet(ascii, from + 2) : 0;
    int bits = sextet(ascii, from) << 10 | sextet(ascii, from + 1) << 4 | third >> 2;
    int unused = to - from == 3 ? third & 0b11 : bits & 0xff;
    decoded[out] = (byte) (bits >> 8);
    if (to - from == 3) {
      decoded[out + 1] = (byte) bits;
    }
    return unused == 0 ? bits : -1;
  }

  /** The value of one character, or -1: a sign that survives every shift and sum of bits. */
  private static int sextet(byte[] ascii, int at) {
    return SEXTETS[ascii[at] & 0xff];
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

package dev.signet.validator;

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
final class CompactToken {
  private static final int MAX_HEADER_BYTES = 2048;
  private static final byte[] SEXTETS = sextets();

  private final byte[] signingInput;
  private final byte[] header;
  private final byte[] payload;
  private final byte[] signature;

  private CompactToken(String token, int firstDot, int secondDot) throws Refusal {
    byte[] ascii = token.getBytes(StandardCharsets.US_ASCII);
    if (firstDot > (MAX_HEADER_BYTES * 4 + 2) / 3) {
      throw Refusal.of(Reason.TOO_LARGE);
    }
    signingInput = Arrays.copyOf(ascii, secondDot);
    header = decode(ascii, 0, firstDot);
    payload = decode(ascii, firstDot + 1, secondDot);
    signature = decode(ascii, secondDot + 1, ascii.length);
    if (header.length == 0 || payload.length == 0) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  /**
   * Reads a token of at most {@code maxChars} characters; the length is judged before anything
   * else, so a huge input costs nothing.
   */
  static CompactToken read(String token, int maxChars) throws Refusal {
    if (token.length() > maxChars) {
      throw Refusal.of(Reason.TOO_LARGE);
    }
    int dots = 0;
    int firstDot = -1;
    int secondDot = -1;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '.') {
        dots++;
        firstDot = dots == 1 ? i : firstDot;
        secondDot = dots == 2 ? i : secondDot;
      } else if (c >= SEXTETS.length || SEXTETS[c] < 0) {
        throw Refusal.of(Reason.MALFORMED);
      }
    }
    if (dots == 4 && firstDot > 0) {
      // RFC 7516 §9: five segments are a JWE, told apart before any of it is decoded.
      throw Refusal.of(Reason.UNSUPPORTED_FORMAT);
    }
    if (dots != 2) {
      throw Refusal.of(Reason.MALFORMED);
    }
    return new CompactToken(token, firstDot, secondDot);
  }

  byte[] signingInput() {
    return signingInput;
  }

  byte[] header() {
    return header;
  }

  byte[] payload() {
    return payload;
  }

  /**
   * The signature, which must not be empty; asked for only after the header rules, so that {@code
   * alg: none} is refused under its own name.
   */
  byte[] signature() throws Refusal {
    if (signature.length == 0) {
      throw Refusal.of(Reason.MALFORMED);
    }
    return signature;
  }

  private static byte[] decode(byte[] ascii, int from, int to) throws Refusal {
    int rest = (to - from) % 4;
    // RFC 4648 §3.5: bits that encode nothing must be zero, or two texts would mean the same bytes.
    int unusedBits = rest == 2 ? 0b1111 : rest == 3 ? 0b11 : 0;
    if (rest == 1 || (rest > 1 && (SEXTETS[ascii[to - 1]] & unusedBits) != 0)) {
      throw Refusal.of(Reason.MALFORMED);
    }
    return Base64.getUrlDecoder().decode(Arrays.copyOfRange(ascii, from, to));
  }

  private static byte[] sextets() {
    byte[] sextets = new byte[128];
    Arrays.fill(sextets, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      sextets[alphabet.charAt(i)] = (byte) i;
    }
    return sextets;
  }
}

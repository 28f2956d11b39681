package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The encoding of {@code application/x-www-form-urlencoded}, decoded without leniency. */
public final class FormEncoding {
  private FormEncoding() {}

  /**
   * Decodes {@code +} and percent-encoding; the result is UTF-8 text (RFC 6749 appendix B).
   *
   * @throws OAuthException {@code invalid_request} if an escape is broken or the bytes are not
   *     UTF-8
   */
  public static String decode(String encoded) {
    if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    byte[] raw = encoded.getBytes(UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(hex(raw, i + 1) << 4 | hex(raw, i + 2));
        i += 2;
      } else {
        bytes.write(raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    return utf8(ByteBuffer.wrap(bytes.toByteArray()));
  }

  static String utf8(ByteBuffer bytes) {
    try {
      return UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw OAuthException.invalidRequest("The request is not UTF-8");
    }
  }

  private static int hex(byte[] raw, int index) {
    int digit = index < raw.length ? Character.digit(raw[index], 16) : -1;
    if (digit < 0) {
      throw OAuthException.invalidRequest("A percent-encoding is malformed");
    }
    return digit;
  }
}

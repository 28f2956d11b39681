package dev.signet.validator.crypto;

import java.io.ByteArrayOutputStream;

/** Writes r and s of one length in the one DER form (RFC 3279 §2.2.3, X.690 §8.3). */
final class EcdsaDer {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private EcdsaDer() {}

  /** The input has at most 64 bytes, so that every length fits one byte. */
  static byte[] encode(byte[] rs) {
    ByteArrayOutputStream integers = new ByteArrayOutputStream(72);
    integer(rs, 0, rs.length / 2, integers);
    integer(rs, rs.length / 2, rs.length, integers);
    byte[] body = integers.toByteArray();
    byte[] der = new byte[body.length + 2];
    der[0] = SEQUENCE;
    der[1] = (byte) body.length;
    System.arraycopy(body, 0, der, 2, body.length);
    return der;
  }

  private static void integer(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
    int start = from;
    while (start < to - 1 && bytes[start] == 0) {
      start++;
    }
    // A set first bit would read as a minus.
    int sign = bytes[start] < 0 ? 1 : 0;
    out.write(INTEGER);
    out.write(to - start + sign);
    if (sign == 1) {
      out.write(0);
    }
    out.write(bytes, start, to - start);
  }
}

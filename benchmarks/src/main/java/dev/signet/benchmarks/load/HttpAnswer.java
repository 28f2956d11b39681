package dev.signet.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Optional;

/**
 * The end and the status of an answer, found in the bytes that have arrived so far.
 *
 * <p>Knows as much of RFC 9112 as a load generator must and no more: a status line, fields, and a
 * body of a stated length.
 *
 * @param status such as 200
 * @param bytes of the whole answer, its body included
 */
record HttpAnswer(int status, int bytes) {
  private static final String LENGTH = "\r\ncontent-length:";

  /**
   * The answer at the beginning of a buffer; empty while some of it is missing.
   *
   * @throws IllegalStateException if its length is not stated
   */
  static Optional<HttpAnswer> find(byte[] buffer, int filled) {
    int head = endOfHead(buffer, filled);
    if (head < 0) {
      return Optional.empty();
    }
    String fields = new String(buffer, 0, head, US_ASCII);
    int end = head + contentLength(fields);
    if (end > filled) {
      return Optional.empty();
    }
    int space = fields.indexOf(' ');
    return Optional.of(
        new HttpAnswer(Integer.parseInt(fields.substring(space + 1, space + 4)), end));
  }

  private static int endOfHead(byte[] buffer, int filled) {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(String head) {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      throw new IllegalStateException("an answer does not state its length");
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }
}

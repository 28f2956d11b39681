package dev.signet.benchmarks.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * Finds whole events in what a stream sends, and the {@code id} of the latest.
 *
 * <p>Looks at lines alone, as a counter may: the sizes of chunks (RFC 9112 §7.1) and the head of
 * the answer stand on lines that end with CR, so none of them looks empty.
 */
final class EventScanner {
  /** More than the longest id, so that a cut line is never taken for a whole one. */
  private static final int MOST_KEPT = 32;

  private static final String ID = "id: ";

  private final byte[] line = new byte[MOST_KEPT];
  private int length;
  private long id = -1;
  private long latest = -1;
  private long events;

  /** Reads all that is there. */
  void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        endLine();
      } else {
        if (length < MOST_KEPT) {
          line[length] = next;
        }
        length++;
      }
    }
  }

  private void endLine() {
    if (length == 0 && id >= 0) {
      latest = id;
      id = -1;
      events++;
    } else if (length > ID.length() && length < MOST_KEPT) {
      String text = new String(line, 0, length, US_ASCII);
      id = text.startsWith(ID) ? Long.parseLong(text.substring(ID.length())) : id;
    }
    length = 0;
  }

  /** The id of the last event that came as a whole; -1 before the first. */
  long latest() {
    return latest;
  }

  /** How many came as a whole. */
  long events() {
    return events;
  }
}

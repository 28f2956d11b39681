package dev.signet.validator.revocation.stream;

import dev.signet.validator.sync.SyncTimer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of Server-Sent Events (HTML, §9.2.6), one after the other, up to a size and a time
 * for each with all that stands before it. Names, ids and times to wait are passed over: nobody
 * signed them. Used by one thread.
 */
final class EventReader {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream source;
  private final int maxBytes;
  private final Duration longest;
  private final SyncTimer timer;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;
  private boolean afterReturn;
  private boolean atStart = true;

  EventReader(InputStream source, int maxBytes, Duration longest, SyncTimer timer) {
    this.source = source;
    this.maxBytes = maxBytes;
    this.longest = longest;
    this.timer = timer;
  }

  /**
   * The data of the next event, of which several lines are joined by a line feed; null at the end
   * of the stream, where an event that is not whole is dropped.
   *
   * @throws IOException if the event is larger than allowed or takes too long, or the stream breaks
   */
  byte @Nullable [] next() throws IOException {
    long deadline = timer.nanoTime() + longest.toNanos();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    boolean any = false;
    int room = maxBytes;
    for (byte[] line = line(room, deadline); line != null; line = line(room, deadline)) {
      room -= line.length + 1;
      if (line.length == 0 && any) {
        return data.toByteArray();
      }
      int value = valueOfData(line);
      if (value >= 0) {
        if (any) {
          data.write('\n');
        }
        data.write(line, value, line.length - value);
        any = true;
      }
    }
    return null;
  }

  /** Where the value of a {@code data} field begins; negative for any other line. */
  private static int valueOfData(byte[] line) {
    int colon = DATA.length;
    boolean named = startsWith(line, DATA) && (line.length == colon || line[colon] == ':');
    if (!named) {
      return -1;
    }
    boolean spaced = line.length > colon + 1 && line[colon + 1] == ' ';
    return Math.min(line.length, colon + (spaced ? 2 : 1));
  }

  /** The next line without its end, which is CR, LF or both; null if there is no whole one. */
  private byte @Nullable [] line(int room, long deadline) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(deadline); b >= 0; b = read(deadline)) {
      if (b == '\n' && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = b == '\r';
      if (b == '\n' || b == '\r') {
        return withoutMark(line.toByteArray());
      }
      if (line.size() >= room) {
        throw new IOException("an event larger than allowed");
      }
      line.write(b);
    }
    return null;
  }

  /** A byte order mark may stand at the very beginning. */
  private byte[] withoutMark(byte[] line) {
    boolean marked = atStart && startsWith(line, MARK);
    atStart = false;
    return marked ? Arrays.copyOfRange(line, MARK.length, line.length) : line;
  }

  private static boolean startsWith(byte[] line, byte[] start) {
    return line.length >= start.length
        && Arrays.equals(line, 0, start.length, start, 0, start.length);
  }

  private int read(long deadline) throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(source.read(buffer), 0);
      if (deadline - timer.nanoTime() < 0) {
        throw new IOException("no event within " + longest);
      }
    }
    return next == end ? -1 : buffer[next++] & 0xff;
  }
}

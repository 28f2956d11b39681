package dev.signet.validator.revocation.stream;

import dev.signet.validator.sync.HandTimer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows what is read of a stream to the fuzz target, which lives with the others. */
public final class OpenEvents {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<byte[]> events = new ArrayList<>();
  private boolean tooLarge;

  private OpenEvents() {}

  /**
   * Reads a stream to its end, or to an event that is larger than allowed.
   *
   * @param chunk how many bytes come at once
   */
  public static OpenEvents read(byte[] stream, int maxBytes, int chunk) {
    OpenEvents open = new OpenEvents();
    EventReader reader =
        new EventReader(new Chunks(stream, chunk), maxBytes, LONGEST, new HandTimer());
    try {
      for (byte[] event = reader.next(); event != null; event = reader.next()) {
        open.events.add(event);
      }
    } catch (IOException e) {
      if (!"an event larger than allowed".equals(e.getMessage())) {
        throw new AssertionError(e);
      }
      open.tooLarge = true;
    }
    return open;
  }

  public List<byte[]> events() {
    return events;
  }

  /** Whether it ended with an event that is larger than allowed. */
  public boolean tooLarge() {
    return tooLarge;
  }

  private static final class Chunks extends ByteArrayInputStream {
    private final int chunk;

    Chunks(byte[] bytes, int chunk) {
      super(bytes);
      this.chunk = chunk;
    }

    @Override
    public synchronized int read(byte[] target) {
      return read(target, 0, Math.min(chunk, target.length));
    }
  }
}

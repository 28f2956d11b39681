package dev.signet.authority.http;

import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * An answer of server-sent events (WHATWG HTML §9.2) without end, written as its reader takes it:
 * no thread waits for a reader, and nothing is kept for one but the event that it is taking.
 *
 * <p>Thread-safe.
 */
public final class EventStream {
  /** What a reader with room is given at once: a slow one shows by each that it is alive. */
  private static final int SLICE_BYTES = 32_768;

  /** One buffer for each reader; most events are smaller. */
  private static final int BUFFER_BYTES = 4_096;

  private static final byte[] NOTHING = {};

  private final Source source;
  private final Clock clock;
  private final Runnable abort;
  private final ServletOutputStream out;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Guards what follows; held while writing, which never blocks. */
  private final ReentrantLock lock = new ReentrantLock();

  private byte[] event = NOTHING;
  private int written;
  private boolean unflushed;
  private boolean started;
  private boolean shut;
  private @Nullable Instant blockedSince;

  /** Where events come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * The next event in its form on the wire; empty if there is none now. Asked when the reader can
     * take one, never by two threads at once.
     */
    Optional<byte[]> next();
  }

  private EventStream(Context ctx, Clock clock, Source source) throws IOException {
    this.source = source;
    this.clock = clock;
    // Completing a request would wait for what its reader does not take.
    this.abort =
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
            ::close;
    ctx.res().setBufferSize(BUFFER_BYTES);
    this.out = ctx.res().getOutputStream();
  }

  /** Puts the header fields of an event stream into an answer. */
  public static void prepare(Context ctx) {
    ctx.contentType("text/event-stream")
        .header("Cache-Control", "no-store")
        .header("Access-Control-Allow-Origin", "*")
        .header("X-Content-Type-Options", "nosniff")
        // A proxy such as nginx passes on what it gets at once.
        .header("X-Accel-Buffering", "no");
  }

  /** Begins to answer a request with events; the request ends with the stream. */
  public static EventStream open(Context ctx, Clock clock, Source source) throws IOException {
    prepare(ctx);
    AsyncContext async = ctx.req().startAsync();
    async.setTimeout(0);
    EventStream stream = new EventStream(ctx, clock, source);
    ctx.future(
        () -> {
          stream.out.setWriteListener(stream.new Listener());
          return stream.ended;
        });
    return stream;
  }

  /** Writes the events that there are now, as far as the reader takes them. */
  public void wake() {
    lock.lock();
    try {
      if (started && !shut) {
        write();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Since when the reader has not taken what it was given; empty if it waits for more. */
  public Optional<Instant> blockedSince() {
    lock.lock();
    try {
      return Optional.ofNullable(blockedSince);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the answer in good order, or cuts a reader off that does not take what it was given. */
  public void end() {
    boolean blocked = shut();
    if (blocked) {
      abort.run();
    }
    ended.complete(null);
  }

  /** After this nothing is written, as the server uses its buffers for others. */
  private boolean shut() {
    lock.lock();
    try {
      shut = true;
      return blockedSince != null;
    } finally {
      lock.unlock();
    }
  }

  /** Runs a step once the stream has ended, by either side. */
  public void whenEnded(Runnable step) {
    CompletableFuture<Void> unused = ended.thenRun(step);
  }

  private void write() {
    try {
      while (out.isReady()) {
        blockedSince = null;
        if (written < event.length) {
          int slice = Math.min(event.length - written, SLICE_BYTES);
          out.write(event, written, slice);
          written += slice;
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          Optional<byte[]> next = source.next();
          event = next.orElse(NOTHING);
          written = 0;
          if (next.isEmpty()) {
            return;
          }
        }
      }
      if (blockedSince == null) {
        blockedSince = clock.instant();
      }
    } catch (IOException e) {
      lose();
    }
  }

  private void lose() {
    boolean unused = shut();
    ended.complete(null);
  }

  /** What the server calls when the reader can take more, and when it is gone. */
  private final class Listener implements WriteListener {
    @Override
    public void onWritePossible() {
      lock.lock();
      try {
        if (!shut) {
          started = true;
          blockedSince = null;
          write();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void onError(Throwable cause) {
      lose();
    }
  }
}

package dev.signet.authority.revocation;

import dev.signet.authority.http.EventStream;
import dev.signet.authority.http.OAuthException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open streams of changes. Of each reader only the state is remembered that it was sent; when
 * it is behind and takes something, it gets one document that leads from there to the present.
 *
 * <p>One thread writes to all; whoever changes something only wakes it. Thread-safe.
 */
public final class RevocationStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationStreams.class);

  /** With a tick each second, no more than 5 s are between two heartbeats. */
  private static final Duration BEAT_EVERY = Duration.ofSeconds(3);

  private static final Duration LONGEST_BLOCKED = Duration.ofSeconds(15);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final RevocationPublisher publisher;
  private final Clock clock;
  private final ExecutorService writing =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          RevocationStreams::thread,
          // What is changed during the stop has nobody to be told to.
          new DiscardPolicy());
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile Instant lastBeat;
  private final AtomicLong beats = new AtomicLong();
  private volatile boolean failing;
  private volatile boolean closed;

  private RevocationStreams(RevocationPublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.lastBeat = clock.instant();
  }

  /** Streams what is published, as soon as it is. */
  public static RevocationStreams of(RevocationPublisher publisher, Clock clock) {
    RevocationStreams streams = new RevocationStreams(publisher, clock);
    publisher.onTurn(streams::wake);
    return streams;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "signet-revocation-streams");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins the answer to one reader. */
  @FunctionalInterface
  interface Opening {
    EventStream open(Clock clock, EventStream.Source source) throws IOException;
  }

  /** How many are open. */
  public int open() {
    return streams.size();
  }

  /**
   * Opens a stream; its first event leads from the state that the reader holds to the present one.
   *
   * @param since what the reader holds; empty takes the present state for it
   * @throws OAuthException {@code temporarily_unavailable} if there are too many, or at the stop
   * @throws dev.signet.authority.storage.StorageException if it is not known what changed
   */
  void open(Optional<Long> since, Opening opening) throws IOException {
    Reader reader = new Reader(since.orElseGet(publisher::change));
    if (taken.incrementAndGet() > publisher.settings().streams() || closed) {
      taken.decrementAndGet();
      throw OAuthException.unavailable("Too many streams are open", RETRY_AFTER);
    }
    try {
      // While an error can still be answered as one; the stream will ask for the same document.
      publisher.since(reader.standsAt);
      EventStream stream = opening.open(clock, reader);
      streams.add(stream);
      stream.whenEnded(
          () -> {
            streams.remove(stream);
            taken.decrementAndGet();
          });
      if (closed) {
        stream.end();
      }
    } catch (IOException | RuntimeException e) {
      taken.decrementAndGet();
      throw e;
    }
  }

  /** Sends heartbeats and drops readers that take nothing; call it each second. */
  public void tick() {
    Instant now = clock.instant();
    streams.stream().filter(stream -> isStuck(stream, now)).forEach(EventStream::end);
    boolean due = Duration.between(lastBeat, now).abs().compareTo(BEAT_EVERY) >= 0;
    if (due) {
      lastBeat = now;
      beats.incrementAndGet();
    }
    if (due || failing) {
      wake();
    }
  }

  private static boolean isStuck(EventStream stream, Instant now) {
    return stream
        .blockedSince()
        .filter(since -> !now.isBefore(since.plus(LONGEST_BLOCKED)))
        .isPresent();
  }

  private void wake() {
    if (!closed && !awake.getAndSet(true)) {
      writing.execute(this::write);
    }
  }

  private void write() {
    awake.set(false);
    try {
      streams.forEach(EventStream::wake);
      failing = false;
    } catch (RuntimeException e) {
      // What one is owed and cannot be made, none can be sent: again at the next tick. Silence
      // tells readers that belief is not renewed.
      if (!failing) {
        LOG.warn("nothing can be streamed now, will try again: {}", e.getMessage());
      }
      failing = true;
    }
  }

  /** Ends all streams; readers come back when there is somebody to serve them. */
  @Override
  public void close() {
    closed = true;
    writing.shutdown();
    streams.forEach(EventStream::end);
  }

  /** What one reader was sent. */
  private final class Reader implements EventStream.Source {
    private long standsAt;
    private long heard = -1;

    Reader(long standsAt) {
      this.standsAt = standsAt;
    }

    @Override
    public Optional<byte[]> next() {
      long now = beats.get();
      if (heard == now && standsAt == publisher.change()) {
        return Optional.empty();
      }
      SignedRevocations due = publisher.since(standsAt);
      standsAt = due.change();
      heard = now;
      return Optional.of(due.event());
    }
  }
}

package dev.signet.validator.revocation.stream;

import dev.signet.validator.http.NotOfferedException;
import dev.signet.validator.http.StreamingHttp;
import dev.signet.validator.sync.RetryLaterException;
import dev.signet.validator.sync.SyncTimer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The stream of revocations of an authority: opened, read, and opened again however it ends, on a
 * thread of its own. It only makes revocations faster: while it is cut, silent or lying, they are
 * polled as if there were none.
 *
 * <p>It begins when it was told both where to listen and who hears. A server that offers no stream
 * is not asked again until the authority's metadata was read anew. Thread-safe.
 */
public final class RevocationStream implements AutoCloseable {
  /** As for a list by polling: one that is slow to come is still one. */
  private static final Duration LONGEST_EVENT = Duration.ofSeconds(30);

  private final StreamingHttp http;
  private final SyncTimer timer;
  private final int maxEventBytes;
  private final Reconnection reconnection = new Reconnection();
  private final LongAdder events = new LongAdder();
  private volatile boolean connected;

  private Optional<URI> address = Optional.empty();
  private long readings;
  private @Nullable Receiver receiver;
  private boolean running;

  /** Who hears what comes. */
  public interface Receiver {
    /** The number of the latest change that is held, from which the stream is to go on. */
    OptionalLong sequence();

    /** Takes the data of an event; fails if it is not to be believed. */
    CompletableFuture<Boolean> take(byte[] document);
  }

  /**
   * How the stream stands.
   *
   * @param connected whether it is open now
   * @param events what came on it since the start, good or not
   */
  public record State(boolean connected, long events) {}

  /** Makes a stream that listens to nobody yet; it closes the timer. */
  public RevocationStream(StreamingHttp http, SyncTimer timer, int maxEventBytes) {
    this.http = http;
    this.timer = timer;
    this.maxEventBytes = maxEventBytes;
  }

  /** The metadata was read anew, and says that the stream is there, or that there is none. */
  public void follow(Optional<URI> uri) {
    synchronized (this) {
      address = uri;
      readings++;
    }
    begin();
  }

  /** From now on somebody hears. */
  public void start(Receiver newReceiver) {
    synchronized (this) {
      receiver = newReceiver;
    }
    begin();
  }

  /** How it stands now. */
  public State state() {
    return new State(connected, events.sum());
  }

  @Override
  public void close() {
    timer.close();
  }

  private void begin() {
    synchronized (this) {
      if (running || receiver == null || address.isEmpty()) {
        return;
      }
      running = true;
    }
    timer.schedule(Duration.ZERO, this::connect);
  }

  private void connect() {
    Optional<URI> uri;
    Receiver hears;
    long reading;
    synchronized (this) {
      uri = address;
      reading = readings;
      hears = receiver;
    }
    Optional<Duration> pause =
        uri.isEmpty() || hears == null ? Optional.empty() : listenTo(uri.get(), hears);
    pause.ifPresentOrElse(time -> timer.schedule(time, this::connect), () -> rest(reading));
  }

  /** Until the metadata is read anew; it may have been while we tried. */
  private void rest(long reading) {
    boolean again;
    synchronized (this) {
      running = false;
      again = readings != reading;
    }
    if (again) {
      begin();
    }
  }

  /** How long to wait before the next one; empty if there is no stream. */
  private Optional<Duration> listenTo(URI uri, Receiver hears) {
    long before = events.sum();
    try (InputStream body = http.open(uri, request(hears))) {
      connected = true;
      hand(body, hears);
      return Optional.of(ended(before));
    } catch (NotOfferedException e) {
      return Optional.empty();
    } catch (RetryLaterException e) {
      return Optional.of(reconnection.afterBusy(e.after()));
    } catch (UnbelievableException e) {
      return Optional.of(reconnection.afterFailure());
    } catch (IOException | RuntimeException e) {
      return Optional.of(ended(before));
    } finally {
      connected = false;
    }
  }

  /** A stream that brought something was one; one that never does is asked less and less often. */
  private Duration ended(long eventsBefore) {
    return events.sum() > eventsBefore ? reconnection.afterGood() : reconnection.afterFailure();
  }

  private static Map<String, String> request(Receiver hears) {
    OptionalLong held = hears.sequence();
    return held.isPresent() ? Map.of("Last-Event-ID", Long.toString(held.getAsLong())) : Map.of();
  }

  /** The next event is not read before the one before it is installed. */
  private void hand(InputStream body, Receiver hears) throws IOException {
    EventReader reader = new EventReader(body, maxEventBytes, LONGEST_EVENT, timer);
    for (byte[] document = reader.next(); document != null; document = reader.next()) {
      events.increment();
      await(hears.take(document));
    }
  }

  private static void await(CompletableFuture<Boolean> taken) throws IOException {
    try {
      taken.get();
    } catch (ExecutionException e) {
      throw new UnbelievableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for");
    }
  }

  /** Something came that was not installed: whoever sent it is heard less and less often. */
  private static final class UnbelievableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnbelievableException(Throwable cause) {
      super(cause);
    }
  }
}

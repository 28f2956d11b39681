package dev.signet.validator.http;

import dev.signet.validator.sync.RetryLaterException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of events within bounds: a time for connecting, for the head and between two bytes,
 * no redirects, no compression. Used by one thread.
 */
public final class StreamingHttp {
  /** The media type of a stream of events. */
  public static final String EVENTS = "text/event-stream";

  private static final int OK = 200;
  private static final Set<Integer> BUSY = Set.of(429, 503);

  /** No content, not found, gone: by the first a server tells a reader not to come again. */
  private static final Set<Integer> NOTHING_THERE = Set.of(204, 404, 410);

  private final Limits limits;
  private @Nullable HttpClient client;

  /**
   * The bounds of one stream.
   *
   * @param connect time to connect
   * @param head time until the head of the answer is there
   * @param silence time without a byte after which it is taken for dead
   */
  public record Limits(Duration connect, Duration head, Duration silence) {
    /** 2 s to connect, 5 s to the head, 15 s of silence: three heartbeats. */
    public static Limits usual() {
      return new Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }
  }

  /** Makes a client with its own connections. */
  public StreamingHttp(Limits limits) {
    this.limits = limits;
  }

  /**
   * Opens a stream; to close it is to hang up.
   *
   * @throws NotOfferedException if there is none: 204, 404 or 410, or another media type
   * @throws RetryLaterException if the answer is 429 or 503 and says when to come back
   * @throws IOException if the answer is anything else, or does not begin within the bounds
   */
  public InputStream open(URI uri, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", EVENTS);
    headers.forEach(request::header);
    HttpResponse<InputStream> response = exchange(request.build());
    try {
      judge(uri, new RawHttp.Reply(response.statusCode(), response.headers().map(), new byte[0]));
      return response.body();
    } catch (IOException e) {
      response.body().close();
      throw e;
    }
  }

  private static void judge(URI uri, RawHttp.Reply head) throws IOException {
    int status = head.status();
    if (NOTHING_THERE.contains(status)) {
      throw new NotOfferedException(uri + " answered " + status);
    }
    if (status != OK) {
      Optional<Duration> after =
          BUSY.contains(status) ? ReplyHeaders.retryAfter(head) : Optional.empty();
      throw after
          .<IOException>map(time -> new RetryLaterException(uri + " answered " + status, time))
          .orElseGet(() -> new IOException(uri + " answered " + status));
    }
    boolean plain = head.first("Content-Encoding").orElse("identity").equalsIgnoreCase("identity");
    if (!plain || !ReplyHeaders.mediaType(head).equals(Optional.of(EVENTS))) {
      throw new NotOfferedException(uri + " is no stream of events");
    }
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client().sendAsync(request, head -> new StreamedBody(limits.silence()));
    try {
      return exchange.get(limits.head().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(request.uri() + " did not answer within " + limits.head());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          request.uri() + " cannot be opened: " + cause.getClass().getSimpleName(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(request.uri() + " was not waited for");
    } finally {
      exchange.cancel(true);
    }
  }

  /** Made by the first stream: it reads all trust anchors, for which a start need not wait. */
  private HttpClient client() {
    if (client == null) {
      client = JdkHttp.newClient(limits.connect());
    }
    return client;
  }
}

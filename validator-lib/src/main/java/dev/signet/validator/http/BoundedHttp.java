package dev.signet.validator.http;

import dev.signet.validator.sync.RetryLaterException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Fetches small documents within bounds: a time for connecting, for the first byte and for the
 * whole, a cap on bytes, no redirects, no compression. Immutable and thread-safe.
 */
public final class BoundedHttp {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final RawHttp http;
  private final int maxBytes;

  /**
   * The bounds of one exchange.
   *
   * @param connect time to connect
   * @param firstByte time until the head of the answer is there
   * @param total time until its last byte is there
   * @param maxBytes cap on the body
   */
  public record Limits(Duration connect, Duration firstByte, Duration total, int maxBytes) {
    /** 2 s to connect, 3 s to the head, 5 s in all, 512 KiB. */
    public static Limits usual() {
      return new Limits(
          Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5), 512 * 1024);
    }
  }

  /**
   * A good answer.
   *
   * @param body the document; empty when what is known already is confirmed (304)
   * @param mediaType what the body is, in lower case and without parameters
   * @param etag the validator to send next time
   * @param maxAge the {@code max-age} of {@code Cache-Control}, less the {@code Age} it arrived
   *     with
   * @param date when the answer was made, by the server's clock in whole seconds
   * @param cached whether a cache on the way had it, so that the date does not tell the time now
   */
  public record Answer(
      Optional<byte[]> body,
      Optional<String> mediaType,
      Optional<String> etag,
      Optional<Duration> maxAge,
      Optional<Instant> date,
      boolean cached) {}

  /** Makes a client with its own connections. */
  public BoundedHttp(Limits limits) {
    this(new JdkHttp(limits), limits.maxBytes());
  }

  /** Makes a client over exchanges that keep the time; the cap on bytes is checked again. */
  public BoundedHttp(RawHttp http, int maxBytes) {
    this.http = http;
    this.maxBytes = maxBytes;
  }

  /** This client, but with a header in each request. */
  public BoundedHttp saying(String header, String value) {
    return new BoundedHttp(new SayingHttp(http, header, value), maxBytes);
  }

  /** Sends a HEAD request and waits for nothing; as {@link RawHttp#head}. */
  public CompletableFuture<Boolean> head(URI uri) {
    return http.head(uri, Map.of());
  }

  /** Gets a JSON document; as {@link #get(URI, String, Optional)}. */
  public Answer get(URI uri, Optional<String> knownEtag) throws IOException {
    return get(uri, "application/json, application/jwk-set+json", knownEtag);
  }

  /**
   * Gets a document.
   *
   * @param accept the media types to ask for (RFC 9110 §12.5.1); what came says the answer
   * @param knownEtag the validator of the document held, for a conditional request
   * @throws RetryLaterException if the answer is 429 or 503 and says when to come back
   * @throws IOException unless the answer is 200, or 304 to a conditional request, within all
   *     bounds
   */
  public Answer get(URI uri, String accept, Optional<String> knownEtag) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", accept);
    knownEtag.ifPresent(etag -> headers.put("If-None-Match", etag));
    RawHttp.Reply reply = http.get(uri, headers);
    if (reply.status() == NOT_MODIFIED && knownEtag.isPresent()) {
      return answer(reply, Optional.empty(), knownEtag);
    }
    if (reply.status() != OK) {
      throw refusal(uri, reply);
    }
    if (reply.body().length > maxBytes) {
      throw new IOException(uri + " cannot be read: larger than allowed");
    }
    // Nothing was said to accept it: a body that must be inflated is never inflated.
    if (!reply.first("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
      throw new IOException(uri + " answered in a content encoding that was not asked for");
    }
    return answer(reply, Optional.of(reply.body()), ReplyHeaders.etag(reply));
  }

  private static Answer answer(RawHttp.Reply reply, Optional<byte[]> body, Optional<String> etag) {
    boolean cached = ReplyHeaders.age(reply) > 0;
    return new Answer(
        body,
        ReplyHeaders.mediaType(reply),
        etag,
        ReplyHeaders.maxAge(reply),
        ReplyHeaders.date(reply),
        cached);
  }

  private static IOException refusal(URI uri, RawHttp.Reply reply) {
    String message = uri + " answered " + reply.status();
    boolean busy = reply.status() == TOO_MANY_REQUESTS || reply.status() == UNAVAILABLE;
    Optional<Duration> after = busy ? ReplyHeaders.retryAfter(reply) : Optional.empty();
    return after
        .<IOException>map(time -> new RetryLaterException(message, time))
        .orElseGet(() -> new IOException(message));
  }
}

package dev.signet.validator.sync;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches small documents within bounds: a time for connecting, for the first byte and for the
 * whole, a cap on bytes, no redirects, no compression. Immutable and thread-safe.
 */
public final class BoundedHttp {
  private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[,\\s])max-age=\"?(\\d{1,9})");
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final HttpClient client;
  private final Limits limits;

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
   * @param etag the validator to send next time
   * @param maxAge the {@code max-age} of {@code Cache-Control}
   */
  public record Answer(Optional<byte[]> body, Optional<String> etag, Optional<Duration> maxAge) {}

  /** Makes a client with its own connections. */
  public BoundedHttp(Limits limits) {
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Gets a document.
   *
   * @param knownEtag the validator of the document held, for a conditional request
   * @throws IOException unless the answer is 200, or 304 to a conditional request, within all
   *     bounds
   */
  public Answer get(URI uri, Optional<String> knownEtag) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(limits.firstByte())
            .header("Accept", "application/json, application/jwk-set+json");
    knownEtag.ifPresent(etag -> request.header("If-None-Match", etag));
    HttpResponse<byte[]> response = exchange(request.build());
    Optional<String> etag = response.headers().firstValue("ETag");
    if (response.statusCode() == NOT_MODIFIED && knownEtag.isPresent()) {
      return new Answer(Optional.empty(), knownEtag, maxAge(response));
    }
    if (response.statusCode() != OK) {
      throw new IOException(uri + " answered " + response.statusCode());
    }
    return new Answer(Optional.of(response.body()), etag, maxAge(response));
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, head -> bodyOf(head));
    try {
      // The client's own time-out ends with the head: a body that drips is ended here.
      return exchange.get(limits.total().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(request.uri() + " did not answer within " + limits.total());
    } catch (ExecutionException e) {
      throw new IOException(request.uri() + " cannot be read: " + cause(e), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(request.uri() + " was not waited for");
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<byte[]> bodyOf(HttpResponse.ResponseInfo head) {
    OptionalLong announced = head.headers().firstValueAsLong("Content-Length");
    return new CappedBody(announced.orElse(0) > limits.maxBytes() ? 0 : limits.maxBytes());
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof CappedBody.TooLargeException
        ? "larger than allowed"
        : cause.getClass().getSimpleName();
  }

  private static Optional<Duration> maxAge(HttpResponse<?> response) {
    Matcher directive =
        MAX_AGE.matcher(String.join(",", response.headers().allValues("Cache-Control")));
    return directive.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(directive.group(1))))
        : Optional.empty();
  }
}

package dev.signet.validator.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The JDK's client, with a time for connecting, for the first byte and for the whole. */
final class JdkHttp implements RawHttp {
  private final BoundedHttp.Limits limits;
  private @Nullable HttpClient client;

  JdkHttp(BoundedHttp.Limits limits) {
    this.limits = limits;
  }

  @Override
  public Reply get(URI uri, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(limits.firstByte());
    headers.forEach(request::header);
    HttpResponse<CappedBody> response = exchange(request.build());
    return new Reply(response.statusCode(), response.headers().map(), response.body().take());
  }

  @Override
  public CompletableFuture<Boolean> head(URI uri, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .timeout(limits.firstByte());
    headers.forEach(request::header);
    return client()
        .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
        .thenApply(response -> response.statusCode() == HttpURLConnection.HTTP_OK);
  }

  private HttpResponse<CappedBody> exchange(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<CappedBody>> exchange =
        client().sendAsync(request, head -> bodyOf(head));
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

  /** Made by the first fetch: it reads all trust anchors, for which a start need not wait. */
  private synchronized HttpClient client() {
    if (client == null) {
      client = newClient(limits.connect());
    }
    return client;
  }

  /** A client that leads nowhere else and speaks HTTP/1.1 alone. */
  static HttpClient newClient(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .connectTimeout(connectTimeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private HttpResponse.BodySubscriber<CappedBody> bodyOf(HttpResponse.ResponseInfo head) {
    OptionalLong announced = head.headers().firstValueAsLong("Content-Length");
    return new CappedBody(announced.orElse(0) > limits.maxBytes() ? 0 : limits.maxBytes());
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof CappedBody.TooLargeException
        ? "larger than allowed"
        : cause.getClass().getSimpleName();
  }
}

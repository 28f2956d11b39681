package dev.signet.authority;

import dev.signet.validator.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The way of a validator to a running authority, on which an old list can be had. Thread-safe. */
final class ReplayingMirror implements Transport {
  private static final String LIST = "application/revocation-list+jwt";

  private final RunningAuthority authority;
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile byte[] kept = {};
  private volatile boolean replaying;

  ReplayingMirror(RunningAuthority authority) {
    this.authority = authority;
  }

  /** Keeps the list of the moment. */
  void keep() throws IOException {
    URI list = URI.create(authority.issuer() + "/revocations");
    try (InputStream body = forward(list, Map.of(), Duration.ofSeconds(30)).body()) {
      kept = body.readAllBytes();
    }
  }

  /** From now on who asks for revocations gets the list that was kept, or does not. */
  void replays(boolean whether) {
    replaying = whether;
  }

  @Override
  public Response get(URI uri, Map<String, String> headers, Duration timeout) throws IOException {
    return replaying && uri.getPath().equals("/revocations")
        ? new Response(
            200, Map.of("Content-Type", List.of(LIST)), new ByteArrayInputStream(kept.clone()))
        : forward(uri, headers, timeout);
  }

  private Response forward(URI uri, Map<String, String> headers, Duration timeout)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
    headers.forEach(request::header);
    try {
      HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
      return new Response(answer.statusCode(), answer.headers().map(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}

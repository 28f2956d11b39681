package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.revocation.AuthorityClient;
import dev.signet.validator.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an authority answered, for validators to be given again and again from memory; what was not
 * asked before is asked of the authority. Thread-safe.
 */
final class CapturedAuthority implements Transport {
  private final AuthorityClient client;
  private final Map<URI, HttpResponse<byte[]>> answers = new ConcurrentHashMap<>();

  CapturedAuthority(AuthorityClient client) {
    this.client = client;
  }

  /** From now on this is the answer to its request, whatever the authority says later. */
  void keep(HttpResponse<byte[]> answer) {
    answers.put(answer.uri(), answer);
  }

  @Override
  public Response get(URI uri, Map<String, String> headers, Duration timeout) throws IOException {
    HttpResponse<byte[]> answer = answers.get(uri);
    if (answer == null) {
      answer = ask(uri);
      keep(answer);
    }
    return new Response(
        answer.statusCode(), answer.headers().map(), new ByteArrayInputStream(answer.body()));
  }

  private HttpResponse<byte[]> ask(URI uri) throws IOException {
    try {
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return client.get(uri.getRawPath() + query, Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for");
    }
  }
}

package dev.signet.examples.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests with a proof each, and a second time with the server's nonce where it asks for one
 * (RFC 9449 §8 and §9). Thread-safe.
 */
final class ProvingHttp {
  private static final Duration TIME_OUT = Duration.ofSeconds(5);
  private static final String NONCE = "DPoP-Nonce";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIME_OUT).build();
  private final ProofKey key;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  ProvingHttp(ProofKey key) {
    this.key = key;
  }

  /** Sends a form, with this Authorization. */
  HttpResponse<String> post(URI address, String authorization, String form)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded");
    return send(request, "POST", BodyPublishers.ofString(form), "");
  }

  /** Asks for a page with a token that is bound to the key. */
  HttpResponse<String> get(URI address, String token) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("Authorization", "DPoP " + token);
    return send(request, "GET", BodyPublishers.noBody(), token);
  }

  private HttpResponse<String> send(
      HttpRequest.Builder request, String method, BodyPublisher body, String token)
      throws IOException, InterruptedException {
    request.method(method, body).timeout(TIME_OUT);
    HttpResponse<String> answer = sendOnce(request, method, token);
    boolean asksForNonce =
        answer
            .headers()
            .firstValue("WWW-Authenticate")
            .orElse(answer.body())
            .contains("use_dpop_nonce");
    return asksForNonce ? sendOnce(request, method, token) : answer;
  }

  private HttpResponse<String> sendOnce(HttpRequest.Builder request, String method, String token)
      throws IOException, InterruptedException {
    URI address = request.build().uri();
    String server = address.getRawAuthority();
    String nonce = nonces.getOrDefault(server, "");
    HttpRequest proved =
        request.copy().setHeader("DPoP", key.proof(method, address, token, nonce)).build();
    HttpResponse<String> answer = http.send(proved, BodyHandlers.ofString());
    answer.headers().firstValue(NONCE).ifPresent(fresh -> nonces.put(server, fresh));
    return answer;
  }
}

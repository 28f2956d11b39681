package dev.signet.examples.composite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/**
 * Exchanges the token that a service was shown for one of the provider behind it (RFC 8693).
 * Thread-safe.
 *
 * <p>Each exchange is a call to the authority. A service that is asked much by few keeps what it
 * got, by the token that it was shown, until it expires.
 */
final class TokenExchange {
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final Duration TIME_OUT = Duration.ofSeconds(5);

  /** A token of the service itself is replaced while it still lives so long. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final URI endpoint;
  private final String authorization;
  private Own own = new Own("", System.nanoTime());

  /** The authority gives no token for the one that was shown. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String error) {
      super(error);
    }
  }

  /**
   * A token that says who the service is.
   *
   * @param token the token
   * @param until the {@link System#nanoTime} until which it is used
   */
  private record Own(String token, long until) {
    boolean isGood() {
      return !token.isEmpty() && System.nanoTime() < until;
    }

    @Override
    public String toString() {
      return "Own[until=" + until + "]";
    }
  }

  /**
   * Makes it.
   *
   * @param issuer the authority
   * @param name the {@code client_id} of the service
   * @param secret its {@code client_secret}
   */
  TokenExchange(HttpClient http, String issuer, String name, String secret) {
    this.http = http;
    this.endpoint = URI.create(issuer + "/token");
    // RFC 6749 §2.3.1: both are form-urlencoded before base64.
    String pair = encoded(name) + ':' + encoded(secret);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /**
   * A token of the same holder for another provider, in which the service acts.
   *
   * @param shown what the service was shown, once a validator has accepted it
   * @throws RefusedException if the authority refuses
   * @throws IOException if it does not answer, or cannot now
   */
  String exchange(String shown, String audience)
      throws RefusedException, IOException, InterruptedException {
    return ask("urn:ietf:params:oauth:grant-type:token-exchange")
        .with("subject_token", shown)
        .with("subject_token_type", ACCESS_TOKEN)
        .with("actor_token", own())
        .with("actor_token_type", ACCESS_TOKEN)
        .with("audience", audience)
        .send()
        .required("access_token")
        .asText();
  }

  private synchronized String own() throws RefusedException, IOException, InterruptedException {
    if (!own.isGood()) {
      long asked = System.nanoTime();
      JsonNode answer = ask("client_credentials").send();
      Duration life = Duration.ofSeconds(answer.required("expires_in").asLong());
      own = new Own(answer.required("access_token").asText(), asked + life.minus(MARGIN).toNanos());
    }
    return own.token();
  }

  private Form ask(String grantType) {
    return new Form("").with("grant_type", grantType);
  }

  /** A form for the token endpoint. */
  private final class Form {
    private final String body;

    Form(String body) {
      this.body = body;
    }

    Form with(String name, String value) {
      return new Form(body + (body.isEmpty() ? "" : "&") + name + '=' + encoded(value));
    }

    JsonNode send() throws RefusedException, IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint)
              .timeout(TIME_OUT)
              .header("Authorization", authorization)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return JSON.readTree(response.body());
      }
      if (response.statusCode() == 400) {
        throw new RefusedException(JSON.readTree(response.body()).path("error").asText());
      }
      throw new IOException("the authority answers " + response.statusCode());
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}

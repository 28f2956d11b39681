package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;

/**
 * Asks an authority for tokens over HTTP.
 *
 * @param home which authority
 * @param name the application that asks
 * @param secret its secret
 */
record TokenClient(AuthorityHome home, String name, String secret) {
  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  static final String FORM = "grant_type=client_credentials";

  private static final ObjectMapper JSON = new ObjectMapper();

  String authorization() {
    String pair = name + ':' + secret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /** One request for a token. */
  HttpResponse<String> ask() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(home.url() + "/token"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(FORM))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  /** The token of an answer. */
  static String token(String answer) throws IOException {
    return JSON.readTree(answer).required("access_token").asText();
  }

  /** The {@code jti} of the token of an answer. */
  static String jti(String answer) throws IOException {
    byte[] claims = Base64.getUrlDecoder().decode(token(answer).split("\\.", -1)[1]);
    return JSON.readTree(claims).required("jti").asText();
  }

  /** The {@code kid}s that a JWK Set publishes, in its order. */
  JsonNode jwkSet() throws IOException, InterruptedException {
    URI uri = URI.create(home.url() + "/.well-known/jwks.json");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).body());
  }
}

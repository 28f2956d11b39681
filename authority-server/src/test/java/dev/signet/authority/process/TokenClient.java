package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Asks an authority for tokens over HTTP.
 *
 * @param home which authority
 * @param name the application that asks
 * @param secret its secret
 */
public record TokenClient(AuthorityHome home, String name, String secret) {
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
  public HttpResponse<String> ask() throws IOException, InterruptedException {
    return post("/token", FORM);
  }

  /** Takes a token back. */
  public HttpResponse<String> revoke(String token) throws IOException, InterruptedException {
    return post("/revoke", "token=" + token);
  }

  /**
   * Whether the authority says that a token is good, to the provider that this client is too; empty
   * if it cannot judge now.
   */
  public Optional<Boolean> isActive(String token) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/introspect", "token=" + token);
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(JSON.readTree(answer.body()).required("active").asBoolean());
      case 503 -> Optional.empty();
      default -> throw new IOException("introspection answered " + answer.statusCode());
    };
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(home.url() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  /** The token of an answer. */
  public static String token(String answer) throws IOException {
    return JSON.readTree(answer).required("access_token").asText();
  }

  /** The {@code jti} of the token of an answer. */
  public static String jti(String answer) throws IOException {
    byte[] claims = Base64.getUrlDecoder().decode(token(answer).split("\\.", -1)[1]);
    return JSON.readTree(claims).required("jti").asText();
  }

  /** The status of a page that anybody may read; 0 if nobody answers. */
  public int status(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(home.url() + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** How long it takes at most until validators refuse what was revoked, by the metadata. */
  public Duration effectiveWithin() {
    URI uri = URI.create(home.url() + "/.well-known/oauth-authorization-server");
    try {
      String metadata =
          HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(UTF_8))
              .body();
      return Duration.ofSeconds(
          JSON.readTree(metadata).required("revocation_effective_within").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The {@code kid}s that a JWK Set publishes, in its order. */
  JsonNode jwkSet() throws IOException, InterruptedException {
    URI uri = URI.create(home.url() + "/.well-known/jwks.json");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).body());
  }
}

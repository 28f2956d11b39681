package dev.signet.benchmarks.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;

/** The one client of an authority: has tokens issued, takes them back, and reads. Thread-safe. */
public final class AuthorityClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String issuer;
  private final String basic;

  /** A client over connections of its own. */
  public AuthorityClient(AuthorityUnderTest authority) {
    String credentials = AuthorityUnderTest.CLIENT + ':' + authority.secret();
    this.issuer = authority.issuer();
    this.basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  /** A new token. */
  public String issue() throws IOException, InterruptedException {
    byte[] answer = post("/token", "grant_type=client_credentials");
    return JSON.readTree(answer).required("access_token").asText();
  }

  /** Takes a token back; when this returns, the answer has been read. */
  public void revoke(String token) throws IOException, InterruptedException {
    post("/revoke", "token=" + URLEncoder.encode(token, UTF_8));
  }

  /** The {@code seq} of the list that is published now. */
  public long sequence() throws IOException, InterruptedException {
    String[] parts = new String(get("/revocations", Map.of()).body(), UTF_8).split("\\.", -1);
    return JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).required("seq").asLong();
  }

  /** Reads a whole answer; what is compressed stays so. */
  public HttpResponse<byte[]> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return require200(http.send(request(path, headers).build(), BodyHandlers.ofByteArray()));
  }

  /** Begins to read an answer without end. */
  public HttpResponse<InputStream> open(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return require200(http.send(request(path, headers).build(), BodyHandlers.ofInputStream()));
  }

  private byte[] post(String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        request(path, Map.of("Authorization", basic))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return require200(http.send(request, BodyHandlers.ofByteArray())).body();
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path));
    headers.forEach(request::header);
    return request;
  }

  private static <T> HttpResponse<T> require200(HttpResponse<T> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.uri() + " answered " + response.statusCode());
    }
    return response;
  }
}

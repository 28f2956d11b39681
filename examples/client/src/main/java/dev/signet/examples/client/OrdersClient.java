package dev.signet.examples.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;

/**
 * A client that acquires a token bound to a key of its own, and uses it: first the token, then the
 * orders.
 */
public final class OrdersClient {
  private OrdersClient() {}

  /**
   * Runs once; {@code ISSUER}, {@code PROVIDER}, {@code CLIENT_ID} and {@code CLIENT_SECRET} come
   * from the environment. With {@code LEAK}, it is careless: it writes its token to that file.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    URI endpoint = URI.create(setting("ISSUER", "http://127.0.0.1:8080") + "/token");
    URI orders = URI.create(setting("PROVIDER", "http://127.0.0.1:8090") + "/orders");
    ProvingHttp http = new ProvingHttp(ProofKey.generate(Clock.system(ZoneOffset.UTC)));

    // 1 acquire a token, with a proof: it is bound to the key of the proof
    HttpResponse<String> issued =
        http.post(endpoint, credentials(), "grant_type=client_credentials");
    System.out.println("token: " + issued.statusCode());
    if (issued.statusCode() != 200) {
      throw new IOException("no token: " + issued.body());
    }
    JsonNode answer = new JsonMapper().readTree(issued.body());
    System.out.println("token_type: " + answer.required("token_type").asText());
    String token = answer.required("access_token").asText();

    // 2 use it, with a proof for each request
    HttpResponse<String> page = http.get(orders, token);
    System.out.println("with a proof of its key: " + page.statusCode() + ' ' + page.body().strip());

    String leak = setting("LEAK", "");
    if (!leak.isEmpty()) {
      Files.writeString(Path.of(leak), token, UTF_8);
    }
  }

  /** RFC 6749 §2.3.1: both are form-urlencoded before base64. */
  private static String credentials() {
    String pair =
        URLEncoder.encode(setting("CLIENT_ID", "shop"), UTF_8)
            + ':'
            + URLEncoder.encode(setting("CLIENT_SECRET", ""), UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  static String setting(String name, String usual) {
    return System.getenv().getOrDefault(name, usual);
  }
}

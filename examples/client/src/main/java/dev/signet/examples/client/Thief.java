package dev.signet.examples.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** Somebody who found a token that is bound to the key of another process, and tries to use it. */
public final class Thief {
  private Thief() {}

  /**
   * Runs once; {@code PROVIDER}, and {@code LEAK}, the file with the token, come from the
   * environment.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    URI orders = URI.create(OrdersClient.setting("PROVIDER", "http://127.0.0.1:8090") + "/orders");
    String token = Files.readString(Path.of(OrdersClient.setting("LEAK", "token")), UTF_8);

    say("as a bearer token", ask(orders, "Bearer " + token));
    say("without a proof", ask(orders, "DPoP " + token));
    ProvingHttp withAnotherKey = new ProvingHttp(ProofKey.generate(Clock.system(ZoneOffset.UTC)));
    say("with a proof of another key", withAnotherKey.get(orders, token));
  }

  private static void say(String what, HttpResponse<String> answer) {
    String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
    System.out.println(what + ": " + answer.statusCode() + ' ' + challenge);
  }

  private static HttpResponse<String> ask(URI page, String authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(page)
            .timeout(Duration.ofSeconds(5))
            .header("Authorization", authorization)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

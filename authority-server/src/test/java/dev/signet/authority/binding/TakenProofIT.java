package dev.signet.authority.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.Json;
import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.process.AuthorityProcess;
import dev.signet.authority.token.TokenClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof that was taken is not taken again, also after who took it was killed. */
class TakenProofIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ProofKey key = ProofKey.es256();

  @Test
  void isNotTakenAgainByTheNextProcess(@TempDir Path folder) throws Exception {
    AuthorityHome home = AuthorityHome.in(folder).with("SIGNET_BINDING_DPOP", "on");
    String secret = home.addApplication("shop");
    String proof;
    try (AuthorityProcess first = AuthorityProcess.start(home)) {
      proof = proof(home, "one");
      assertThat(ask(home, secret, proof).statusCode()).isEqualTo(200);
      first.kill();
    }

    try (AuthorityProcess next = AuthorityProcess.start(home)) {
      HttpResponse<String> again = ask(home, secret, proof);
      assertThat(again.statusCode()).isEqualTo(400);
      assertThat(again.body()).contains("\"invalid_dpop_proof\"");
      assertThat(next.log()).contains("\"reason\":\"proof_replayed\"");
      assertThat(ask(home, secret, proof(home, "two")).statusCode()).isEqualTo(200);
    }
  }

  /** Made at the time that the authority itself tells. */
  private String proof(AuthorityHome home, String id) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(home.url() + "/health/live")).build();
    String date =
        HTTP.send(request, BodyHandlers.discarding()).headers().firstValue("Date").orElseThrow();
    Instant now = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    return new ProofForm(
            Json.object("typ", "dpop+jwt", "alg", key.algorithm(), "jwk", key.jwk()),
            Json.object(
                "jti",
                id,
                "htm",
                "POST",
                "htu",
                home.url() + "/token",
                "iat",
                now.getEpochSecond()),
            key)
        .sent();
  }

  private static HttpResponse<String> ask(AuthorityHome home, String secret, String proof)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(home.url() + "/token"))
            .header("Authorization", TokenClient.basicHeader("shop", secret))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("DPoP", proof)
            .POST(BodyPublishers.ofString(TokenClient.GRANT))
            .build();
    return HTTP.send(request, BodyHandlers.ofString(UTF_8));
  }
}

package dev.signet.authority;

import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotation as consumers and providers of a running authority see it. */
class RotationJourneyTest {
  private final RunningAuthority authority = new RunningAuthority();
  private String secret = "";

  @BeforeEach
  void start() {
    authority.start();
    secret = authority.addApplication("billing");
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private KeySettings settings() {
    return authority.authority().config().keys();
  }

  /** What the command line does beside the server. */
  private KeyRotator besideTheServer() {
    return SigningKeys.open(
        authority.authority().keyStore(),
        authority.authority().config(),
        authority.clock(),
        event -> {});
  }

  private void turn() {
    authority.server().keys().turn();
  }

  private Answer ask() {
    return TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT);
  }

  private String token() {
    return ask().json().required("access_token").asText();
  }

  private static String kid(String token) {
    String header = token.substring(0, token.indexOf('.'));
    return new String(Base64.getUrlDecoder().decode(header), UTF_8);
  }

  private Answer jwkSet() {
    return ContractFilter.answer(
        RestAssured.given()
            .filter(ContractFilter.both())
            .get(authority.url("/.well-known/jwks.json")));
  }

  private Verdict check(String token, String jwkSet) {
    try (TokenValidator validator =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
            .keys(jwkSet)
            .clock(authority.clock())
            .build()) {
      return validator.checkToken(token);
    }
  }

  @Test
  void servesTheRingOfTheMomentFromBothSidesOfAnActivation() {
    Answer before = jwkSet();
    besideTheServer().announce(ES256);
    turn();
    Answer announced = jwkSet();
    assertThat(announced.header("etag")).isNotEqualTo(before.header("etag"));
    assertThat(announced.json().path("keys")).hasSize(2);

    authority.advance(Duration.ofDays(1).minusSeconds(1));
    String old = token();
    authority.advance(Duration.ofSeconds(1));
    String fresh = token();

    assertThat(kid(fresh)).isNotEqualTo(kid(old));
    for (String set : new String[] {announced.body(), jwkSet().body()}) {
      assertThat(check(old, set)).isInstanceOf(Verdict.Accepted.class);
      assertThat(check(fresh, set)).isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void publishesARevokedKeyNoMore() {
    String token = token();
    KeyRotator beside = besideTheServer();
    beside.revoke(beside.ring().active().get(0).kid());

    turn();

    assertThat(check(token, jwkSet().body())).isInstanceOf(Verdict.Refused.class);
    assertThat(check(token(), jwkSet().body())).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void issuesNothingWhenNobodyKnowsWhichKeyMaySign() throws IOException {
    besideTheServer().announce(ES256);
    turn();
    Files.writeString(settings().directory().resolve("ring.json"), "{");
    turn();
    assertThat(ask().status()).isEqualTo(200);
    assertThat(RestAssured.get(authority.url("/health/ready")).statusCode()).isEqualTo(503);

    authority.advance(Duration.ofDays(1));

    Answer refused = ask();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(refused.json().path("error").asText()).isEqualTo("temporarily_unavailable");
  }
}

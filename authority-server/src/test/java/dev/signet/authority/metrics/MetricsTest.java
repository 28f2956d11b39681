package dev.signet.authority.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.operator.OperatorClient;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final RunningAuthority authority =
      new RunningAuthority().with("SIGNET_OPERATOR_PORT", "0").start();
  private final String secret = authority.addApplication("billing");

  @AfterEach
  void stop() {
    authority.close();
  }

  private Response metrics() {
    return RestAssured.get(authority.operatorUrl("/metrics"));
  }

  /** The value of a line; empty if there is no such line. */
  private Optional<String> value(String name) {
    return metrics()
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst();
  }

  private int revoke(String name, String form) {
    return TokenClient.careless(authority)
        .request()
        .header("Authorization", TokenClient.basicHeader(name, secret))
        .body(form)
        .post(authority.url("/revoke"))
        .statusCode();
  }

  private void report(String name, long change) {
    RestAssured.given()
        .header("Signet-Validator", name)
        .head(authority.url("/revocations?since=" + change));
  }

  @Test
  void servesTheTextFormatOfPrometheusOnAListenerOfItsOwn() {
    Response answer = metrics();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(RestAssured.get(authority.url("/metrics")).statusCode()).isEqualTo(404);
    assertThat(RestAssured.get(authority.operatorUrl("/health/live")).statusCode()).isEqualTo(404);
    assertThat(RestAssured.post(authority.operatorUrl("/metrics")).statusCode()).isEqualTo(405);
  }

  @Test
  void countsRequestsToRevokeByTheirOutcome() {
    String token =
        TokenClient.of(authority)
            .basic("billing", secret, TokenClient.GRANT)
            .json()
            .required("access_token")
            .asText();
    revoke("billing", "token=" + token);
    revoke("billing", "token=garbage");
    revoke("billing", "token=garbage");
    revoke("stranger", "token=" + token);

    assertThat(value("signet_revoke_requests_total{outcome=\"revoked\"}")).contains("1.0");
    assertThat(value("signet_revoke_requests_total{outcome=\"unknown\"}")).contains("2.0");
    assertThat(value("signet_revoke_requests_total{outcome=\"refused\"}")).contains("1.0");
    assertThat(value("signet_revoke_requests_total{outcome=\"failed\"}")).contains("0.0");
  }

  @Test
  void measuresTheTimeToEffectAndWhoLags() {
    OperatorClient ops = OperatorClient.add(authority, "ops", "revocations");
    report("orders-1", 0);
    report("orders-2", 0);
    ops.add("{\"sub\":\"alice\",\"reason\":\"x\"}");
    authority.advance(Duration.ofMillis(300));
    report("orders-1", 1);

    assertThat(value("signet_revocation_effect_seconds_count")).contains("1");
    assertThat(value("signet_revocation_effect_seconds_sum")).contains("0.3");
    assertThat(value("signet_revocation_effect_seconds_bucket{le=\"0.25\"}")).contains("0");
    assertThat(value("signet_revocation_effect_seconds_bucket{le=\"0.5\"}")).contains("1");
    assertThat(value("signet_revocation_seq")).contains("1.0");
    assertThat(value("signet_revocation_entries")).contains("1.0");
    assertThat(value("signet_validators_known")).contains("2.0");
    assertThat(value("signet_validators_lagging")).contains("1.0");
  }
}

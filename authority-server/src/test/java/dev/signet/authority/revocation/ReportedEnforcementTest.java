package dev.signet.authority.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.operator.OperatorClient;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What validators report over HTTP, and what operators read of it. */
class ReportedEnforcementTest {
  private final RunningAuthority authority = new RunningAuthority().start();
  private final OperatorClient ops = OperatorClient.add(authority, "ops", "revocations");

  @AfterEach
  void stop() {
    authority.close();
  }

  private Answer report(Method method, String name, String query) {
    return ContractFilter.answer(
        RestAssured.given()
            .filter(ContractFilter.answers())
            .header("Signet-Validator", name)
            .request(method, authority.url("/revocations" + query)));
  }

  private void revoke() {
    assertThat(ops.add("{\"sub\":\"alice\",\"reason\":\"x\"}").status()).isEqualTo(201);
  }

  private JsonNode status() {
    Answer answer = ops.get("/status");
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void countsAPollAndAConfirmationByHead() {
    report(Method.GET, "polls", "?since=0");
    report(Method.GET, "streams", "?since=0");
    revoke();
    authority.advance(Duration.ofMillis(200));
    assertThat(report(Method.HEAD, "streams", "?since=1").status()).isEqualTo(200);

    JsonNode status = status();

    assertThat(status.path("seq").intValue()).isEqualTo(1);
    assertThat(status.path("validators").intValue()).isEqualTo(2);
    assertThat(status.path("enforcing").intValue()).isEqualTo(1);
    assertThat(status.path("slowest_seconds").doubleValue()).isEqualTo(0.2);
    assertThat(status.path("lagging")).hasSize(1);
    assertThat(status.path("lagging").path(0).path("name").asText()).isEqualTo("polls");
    assertThat(status.path("lagging").path(0).path("seq").intValue()).isZero();
    assertThat(status.path("lagging").path(0).path("last_seen").asText())
        .isEqualTo("2026-11-22T10:00:00Z");
  }

  @Test
  void countsNobodyWhoHoldsNoListOrHasNoName() {
    report(Method.GET, "starts", "");
    report(Method.GET, "a name", "?since=0");
    report(Method.GET, "wrong", "?since=x");
    RestAssured.get(authority.url("/revocations?since=0"));

    assertThat(status().path("validators").intValue()).isZero();
  }

  @Test
  void countsAReportThatIsAnsweredBy304() {
    String tag = report(Method.GET, "polls", "?since=0").header("etag");

    authority.advance(Duration.ofMillis(500));
    int again =
        RestAssured.given()
            .header("Signet-Validator", "polls")
            .header("If-None-Match", tag)
            .get(authority.url("/revocations?since=0"))
            .statusCode();

    assertThat(again).isEqualTo(304);
    revoke();
    assertThat(status().path("lagging").path(0).path("last_seen").asText())
        .isEqualTo("2026-11-22T10:00:00.500Z");
  }

  @Test
  void datesAChangeOfAnotherProcessToTheLookBeforeIt() {
    report(Method.GET, "polls", "?since=0");
    authority.followRevocations();
    authority.advance(Duration.ofMillis(700));
    Revocations beside = authority.authority().revocations();
    beside.revoke(
        new TokensIssuedBefore(
            Optional.of("alice"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RunningAuthority.START),
        new Cause("a test", "a test"));
    authority.advance(Duration.ofMillis(300));
    authority.followRevocations();
    authority.advance(Duration.ofMillis(500));
    report(Method.GET, "polls", "?since=1");

    assertThat(status().path("slowest_seconds").doubleValue()).isEqualTo(1.5);
  }
}

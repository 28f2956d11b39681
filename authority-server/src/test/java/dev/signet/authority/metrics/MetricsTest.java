package dev.signet.authority.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.operator.OperatorClient;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final Pattern NAME =
      Pattern.compile("(signet|jvm|process|system)_[a-z_]*[a-z]\\b(?!\\.)");

  /** Of a histogram, which is named without it. */
  private static final String PART = "(?<=_seconds|_batch)_(bucket|count|sum)$";

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
  void timesRequestsByPathAndStatus() {
    TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT);
    RestAssured.get(authority.url("/health/live"));
    RestAssured.get(authority.url("/a-path-of-a-stranger"));
    RestAssured.delete(authority.url("/operator/revocations/17"));

    assertThat(requests("POST", "/token", 200)).contains("1");
    assertThat(requests("GET", "/health/live", 200)).contains("1");
    assertThat(requests("", "", 404)).contains("1");
    assertThat(requests("DELETE", "/operator/revocations/{id}", 401)).contains("1");
    assertThat(metrics().asString()).doesNotContain("stranger");
  }

  private Optional<String> requests(String method, String path, int status) {
    return value(
        "signet_http_requests_seconds_count{method=\""
            + method
            + "\",path=\""
            + path
            + "\",status=\""
            + status
            + "\"}");
  }

  @Test
  void timesTheStepsOfIssuing() {
    TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT);

    for (String step : new String[] {"authenticate", "authorize", "sign", "record"}) {
      assertThat(value("signet_issue_step_seconds_count{step=\"" + step + "\"}"))
          .as(step)
          .contains("1");
    }
  }

  @Test
  void countsTokensByHowTheirClientWasAuthenticatedAndWhatTheyAreBoundTo() {
    TokenClient client = TokenClient.of(authority);
    client.basic("billing", secret, TokenClient.GRANT);
    client.post(TokenClient.GRANT + "&client_id=billing&client_secret=" + secret);
    client.basic("billing", "wrong", TokenClient.GRANT);

    for (String method : new String[] {"client_secret_basic", "client_secret_post"}) {
      assertThat(value("signet_tokens_issued_total{binding=\"none\",method=\"" + method + "\"}"))
          .as(method)
          .contains("1.0");
    }
  }

  @Test
  void tellsHowOldEachKeyIs() {
    String kid =
        RestAssured.get(authority.url("/.well-known/jwks.json"))
            .jsonPath()
            .getString("keys[0].kid");
    authority.advance(Duration.ofSeconds(90));

    assertThat(
            value(
                "signet_key_state_seconds{algorithm=\"ES256\",kid=\""
                    + kid
                    + "\",state=\"active\"}"))
        .contains("90.0");
  }

  @Test
  void measuresWhatTheDatabaseIsBusyWith() {
    double before = transactions();

    TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT);

    assertThat(transactions()).isGreaterThan(before);
    assertThat(value("signet_storage_batch_sum").map(Double::valueOf).orElseThrow())
        .isGreaterThanOrEqualTo(transactions());
    assertThat(value("signet_storage_commit_seconds_count")).isEqualTo(batches());
    assertThat(value("signet_storage_failures_total")).contains("0.0");
    assertThat(value("signet_storage_queue")).contains("0.0");
    assertThat(value("signet_storage_readers_busy")).contains("0.0");
    assertThat(value("signet_storage_readers_waiting")).contains("0.0");
  }

  private double transactions() {
    return batches().map(Double::valueOf).orElseThrow();
  }

  private Optional<String> batches() {
    return value("signet_storage_batch_count");
  }

  @Test
  void countsWhatIsPurgedAndMeasuresTheProcess() {
    assertThat(value("signet_tokens_purged_total")).contains("0.0");
    assertThat(value("signet_revocation_streams")).contains("0.0");
    assertThat(value("process_uptime_seconds")).isPresent();
    assertThat(metrics().asString()).contains("jvm_memory_used_bytes{area=\"heap\"");
  }

  /** A metric that is renamed must not leave an empty panel, nor a line of the page, behind. */
  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "configuration.md"})
  void servesWhatItsPageNames(String page) throws IOException {
    TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT);
    String text = Files.readString(Path.of("../docs").resolve(page));
    String served = metrics().asString();

    assertThat(NAME.matcher(text).results().map(MatchResult::group).distinct())
        .hasSizeGreaterThan(8)
        .allMatch(name -> served.contains("\n# TYPE " + name.replaceFirst(PART, "") + " "));
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

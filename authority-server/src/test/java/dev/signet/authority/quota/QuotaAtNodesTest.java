package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An allowance of tokens is one for all nodes of a database. */
@Timeout(120)
class QuotaAtNodesTest {
  private final PostgresSettings database = TestPostgres.migratedDatabase();

  private RunningAuthority node() {
    return new RunningAuthority()
        .nodeOf(database)
        .with("SIGNET_OPERATOR_PORT", "0")
        .with("SIGNET_QUOTAS_ISSUING_APPLICATION", "10/365d")
        .start();
  }

  private static int issued(RunningAuthority node, String secret, int asked) {
    int issued = 0;
    for (int i = 0; i < asked; i++) {
      issued += ask(node, secret).status() == 200 ? 1 : 0;
    }
    return issued;
  }

  private static Answer ask(RunningAuthority node, String secret) {
    return TokenClient.of(node).basic("billing", secret, TokenClient.GRANT);
  }

  private static String shared(RunningAuthority node) {
    return RestAssured.get(node.operatorUrl("/metrics"))
        .asString()
        .lines()
        .filter(line -> line.startsWith("signet_quota_shared "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isUsedUpByAllNodesTogetherAndOutlivesThem() {
    String secret;
    try (RunningAuthority one = node();
        RunningAuthority other = node()) {
      secret = one.addApplication("billing");

      assertThat(issued(one, secret, 6)).isEqualTo(6);
      assertThat(issued(other, secret, 6)).isEqualTo(4);
      assertThat(issued(one, secret, 6)).isZero();
      assertThat(ask(one, secret).header("ratelimit")).startsWith("\"default\";r=0;t=");
      assertThat(shared(one)).isEqualTo("signet_quota_shared 1.0");
    }

    try (RunningAuthority restarted = node()) {
      assertThat(issued(restarted, secret, 3)).isZero();
    }
  }

  @Test
  void isCountedByEachNodeAloneWhileTheSharedCountCannotBeUsed() {
    try (RunningAuthority one = node()) {
      String secret = one.addApplication("billing");
      assertThat(issued(one, secret, 4)).isEqualTo(4);

      TestPostgres.execute(database, "ALTER TABLE issuing_buckets RENAME TO elsewhere");

      assertThat(issued(one, secret, 15)).isEqualTo(10);
      assertThat(shared(one)).isEqualTo("signet_quota_shared 0.0");
      assertThat(RestAssured.get(one.url("/health/ready")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNotCountedByANodeThatDoesNotKnowTheTime() {
    try (RunningAuthority one = node();
        RunningAuthority lost = node()) {
      String secret = one.addApplication("billing");
      lost.advance(Duration.ofHours(1));

      assertThat(ask(lost, secret).status()).isEqualTo(503);
      assertThat(issued(one, secret, 11)).isEqualTo(10);
    }
  }
}

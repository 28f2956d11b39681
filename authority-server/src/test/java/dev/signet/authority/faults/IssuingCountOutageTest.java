package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.process.Waiting;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes count tokens together, and the server that holds their count is killed. */
@Timeout(120)
class IssuingCountOutageTest {
  private static final int LIMIT = 10;

  @TempDir private Path folder;
  private MortalPostgres server;
  private List<RunningAuthority> nodes;
  private String secret;

  @BeforeEach
  void start() throws SQLException {
    server = MortalPostgres.start(folder.resolve("postgres"), Map.of());
    PostgresSettings database = server.emptyDatabase("signet");
    nodes = List.of(node(database), node(database));
    secret = nodes.get(0).addApplication("billing");
  }

  private static RunningAuthority node(PostgresSettings database) {
    return new RunningAuthority()
        .nodeOf(database)
        .with("SIGNET_OPERATOR_PORT", "0")
        .with("SIGNET_QUOTAS_ISSUING_APPLICATION", LIMIT + "/365d")
        .start();
  }

  @AfterEach
  void stop() {
    nodes.forEach(RunningAuthority::close);
    server.close();
  }

  private Answer ask(RunningAuthority node) {
    return TokenClient.of(node).basic("billing", secret, TokenClient.GRANT);
  }

  /** How many tokens both nodes issue in turn until neither issues more. */
  private int issued() {
    int issued = 0;
    int before = -1;
    while (issued > before) {
      before = issued;
      for (RunningAuthority node : nodes) {
        Answer answer = ask(node);
        assertThat(answer.status()).as(answer.body()).isIn(200, 429);
        issued += answer.status() == 200 ? 1 : 0;
      }
    }
    return issued;
  }

  @Test
  void issuesNothingMeanwhileAndCountsTogetherAgainFromAWholeLimit() {
    assertThat(issued()).isEqualTo(LIMIT);

    server.kill();
    for (RunningAuthority node : nodes) {
      Answer answer = ask(node);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.error()).isEqualTo("temporarily_unavailable");
      assertThat(answer.header("retry-after")).isNotEmpty();
      assertThat(status(node)).isEqualTo(503);
    }

    server.restart();
    nodes.forEach(node -> Waiting.until("it is ready again", () -> status(node) == 200));
    // The count was in memory, so the limit is there again, but once: not once for each node.
    assertThat(issued()).isEqualTo(LIMIT);
    assertThat(nodes).allSatisfy(node -> assertThat(isShared(node)).isTrue());
  }

  private static int status(RunningAuthority node) {
    return RestAssured.get(node.url("/health/ready")).statusCode();
  }

  private static boolean isShared(RunningAuthority node) {
    return RestAssured.get(node.operatorUrl("/metrics"))
        .asString()
        .lines()
        .anyMatch("signet_quota_shared 1.0"::equals);
  }
}

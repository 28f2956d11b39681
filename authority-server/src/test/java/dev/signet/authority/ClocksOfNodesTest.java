package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes over one database, of which one has a clock that is off. */
@Timeout(120)
class ClocksOfNodesTest {
  private static final Duration OFF = Duration.ofMinutes(10);

  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final RunningAuthority right = new RunningAuthority().nodeOf(database);
  private final RunningAuthority wrong = new RunningAuthority().nodeOf(database);
  private Shop shop = new Shop(right, "");

  @BeforeEach
  void start() {
    right.start();
    wrong.start();
    shop = Shop.at(right);
  }

  @AfterEach
  void stop() {
    right.close();
    wrong.close();
  }

  private Answer ask(RunningAuthority node) {
    return TokenClient.of(node).basic("shop", shop.secret(), TokenClient.GRANT);
  }

  private static Answer ready(RunningAuthority node) {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.both()).get(node.url("/health/ready")));
  }

  private static String clockOf(Answer ready) {
    return ready.json().required("checks").required("clock").asText();
  }

  @Test
  void issueWhileTheirClocksAgree() {
    assertThat(ask(right).status()).isEqualTo(200);
    assertThat(ask(wrong).status()).isEqualTo(200);
    assertThat(clockOf(ready(wrong))).isEqualTo("up");
  }

  @Test
  void refuseToIssueByTheWrongOneAloneUntilItIsMended() {
    wrong.advance(OFF);

    Answer refused = ask(wrong);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.error()).isEqualTo("temporarily_unavailable");
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(refused.json().required("error_description").asText())
        .matches("The clock of this node is (600|599)\\.\\d s ahead of that of the database: .*");
    assertThat(ready(wrong).status()).isEqualTo(503);
    assertThat(clockOf(ready(wrong))).isEqualTo("down");
    assertThat(wrong.authority().clocks().offsetSeconds()).isCloseTo(600, within(2.0));
    assertThat(ask(right).status()).isEqualTo(200);
    assertThat(ready(right).status()).isEqualTo(200);

    wrong.advance(OFF.negated());

    // It asks the database again within a second; the time-out of the test is the limit.
    while (ask(wrong).status() != 200) {
      Thread.onSpinWait();
    }
    assertThat(clockOf(ready(wrong))).isEqualTo("up");
  }

  @Test
  void revokeByEither() {
    String token = shop.acquire();
    wrong.advance(OFF);

    new Shop(wrong, shop.secret()).revoke(token);

    right.publishRevocations();
    assertThat(right.server().revocations().change()).isEqualTo(1);
  }

  @Test
  void takeNoStepOfTheKeysByTheWrongOne() {
    KeyRing before = right.server().keys().ring();
    wrong.advance(Duration.ofDays(100));

    wrong.server().keys().turn();

    assertThat(wrong.server().keys().ring()).isEqualTo(before);
    right.server().keys().turn();
    assertThat(right.server().keys().ring()).isEqualTo(before);
  }

  @Test
  void doNotStartOnAClockByWhichAStepOfTheKeysIsDue() {
    RunningAuthority late = new RunningAuthority().nodeOf(database);
    late.advance(Duration.ofDays(100));

    assertThatThrownBy(late::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ahead of that of the database: synchronise it");
  }

  @Test
  void startOnAWrongClockAndSaySo() {
    try (RunningAuthority late = new RunningAuthority().nodeOf(database)) {
      late.advance(OFF.negated());
      late.start();

      assertThat(ask(late).body()).contains("behind that of the database");
    }
  }
}

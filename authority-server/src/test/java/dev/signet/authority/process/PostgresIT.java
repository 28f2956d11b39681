package dev.signet.authority.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The authority on a PostgreSQL server that flushes to the disk. */
class PostgresIT {
  private static final TestPostgres SERVER = TestPostgres.durable();

  @TempDir private Path folder;

  private AuthorityHome home() {
    return AuthorityHome.in(folder)
        .on(SERVER.emptyDatabase())
        .with("SIGNET_KEYS_STORE", "database")
        .with("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=");
  }

  private static Stream<String> rounds() {
    long seconds = Long.getLong("signet.faults.seconds", 0);
    return LongStream.rangeClosed(1, 1 + seconds / 15).mapToObj(round -> "round " + round);
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void agreesOnOneSchemaAndOneKeyWhenTwoNodesStartAtOnceOnAnEmptyDatabase(String round)
      throws IOException, InterruptedException {
    AuthorityHome one = home();
    AuthorityHome other = one.sibling();

    try (AuthorityProcess first = AuthorityProcess.launch(one);
        AuthorityProcess second = AuthorityProcess.launch(other)) {
      first.awaitAnswerOrEnd();
      second.awaitAnswerOrEnd();

      assertThat(first.isAlive()).as(first.log()).isTrue();
      assertThat(second.isAlive()).as(second.log()).isTrue();
      TokenClient client = new TokenClient(one, "both", one.addApplication("both"));
      TokenClient sibling = new TokenClient(other, "both", client.secret());
      JsonNode keys = client.jwkSet();
      assertThat(keys.path("keys")).isNotEmpty();
      assertThat(sibling.jwkSet()).isEqualTo(keys);
      assertThat(client.ask().statusCode()).isEqualTo(200);
      assertThat(sibling.ask().statusCode()).isEqualTo(200);
      assertThat(first.log()).as(round).doesNotContain("fsync = off");
    }
  }

  @Test
  void keepsEveryTokenThatWasAnsweredThroughThreeKills() throws InterruptedException {
    new Kills(home()).repeat(3);
  }
}

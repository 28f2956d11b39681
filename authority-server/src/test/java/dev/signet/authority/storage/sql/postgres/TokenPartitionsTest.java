package dev.signet.authority.storage.sql.postgres;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokenPartitionsTest {
  private static final long HOUR = 3_600;
  private static final Instant LATER = NOW.plusSeconds(2 * HOUR);

  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final PostgresServer server = new PostgresServer(database);
  private Storage storage;

  @BeforeEach
  void open() {
    storage = PostgresStorage.open(database);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private List<Long> hours() {
    return server.run(TokenPartition::all).stream().map(TokenPartition::hour).toList();
  }

  private void execute(String sql) {
    TestPostgres.shared().execute(database.address().database(), sql);
  }

  @Test
  void makesAPartitionForEachHourOfExpiryThatIsNeeded() {
    storage.tokens().add(tokenExpiringAt("last-second-of-one", NOW.plusSeconds(HOUR - 1)));
    storage.tokens().add(tokenExpiringAt("first-of-the-next", NOW.plusSeconds(HOUR)));
    storage.tokens().add(tokenExpiringAt("same", NOW.plusSeconds(HOUR + 1)));

    long hour = TokenPartition.hourOf(NOW);
    assertThat(hours()).containsExactly(hour, hour + 1);
  }

  @Test
  void makesTheNextOneAheadAndNoFurther() {
    storage.tokens().add(token("a"));

    storage.tokens().purgeExpired(NOW, 1);
    storage.tokens().purgeExpired(NOW, 1);

    long hour = TokenPartition.hourOf(NOW);
    assertThat(hours()).containsExactly(hour, hour + 1);
  }

  @Test
  void dropsWhatIsPastAsAWholeAndNothingElse() {
    storage.tokens().add(tokenExpiringAt("past", NOW.plusSeconds(HOUR - 1)));
    storage.tokens().add(tokenExpiringAt("just-past", NOW.plusSeconds(2 * HOUR - 1)));
    storage.tokens().add(tokenExpiringAt("not-past", LATER));

    storage.tokens().purgeExpired(LATER.minusSeconds(1), 1);
    assertThat(storage.tokenReader().count()).isEqualTo(2);

    storage.tokens().purgeExpired(LATER, 1);
    assertThat(storage.tokenReader().count()).isEqualTo(1);
    assertThat(hours().get(0)).isEqualTo(TokenPartition.hourOf(LATER));
  }

  @Test
  void tellsAboutHowManyItDropped() {
    storage.tokens().add(token("a"));
    storage.tokens().add(token("b"));
    execute("ANALYZE tokens");

    assertThat(storage.tokens().purgeExpired(LATER, 1)).isEqualTo(2);
    assertThat(storage.tokens().purgeExpired(LATER, 1)).isZero();
  }

  @Test
  void dropsWhatAnotherProcessLeftDetached() {
    storage.tokens().add(token("a"));
    execute("ALTER TABLE tokens DETACH PARTITION tokens_h" + TokenPartition.hourOf(NOW));

    storage.tokens().purgeExpired(LATER, 1);

    assertThat(hours()).doesNotContain(TokenPartition.hourOf(NOW));
  }

  @Test
  void finishesWhatAnotherProcessBeganToDetach() throws SQLException {
    storage.tokens().add(token("a"));
    String name = "tokens_h" + TokenPartition.hourOf(NOW);
    try (Connection reader = readingTokens();
        Connection other = TestPostgres.shared().connect(database.address().database());
        Statement statement = other.createStatement()) {
      assertThat(reader.isClosed()).isFalse();
      statement.execute("SET lock_timeout = '100ms'");
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "ALTER TABLE tokens DETACH PARTITION " + name + " CONCURRENTLY"))
          .hasMessageContaining("lock timeout");
    }
    assertThat(server.run(TokenPartition::all)).anyMatch(TokenPartition::detaching);

    storage.tokens().purgeExpired(LATER, 1);

    assertThat(hours()).doesNotContain(TokenPartition.hourOf(NOW));
  }

  /** A transaction that has read the table, as a backup does, and goes on. */
  private Connection readingTokens() throws SQLException {
    Connection reader = TestPostgres.shared().connect(database.address().database());
    reader.setAutoCommit(false);
    try (Statement statement = reader.createStatement()) {
      statement.execute("SELECT count(*) FROM tokens");
    }
    return reader;
  }

  @Test
  void holdsUpNoIssueWhileItWaitsForAReader() throws Exception {
    storage.tokens().add(token("past"));
    CompletableFuture<Integer> purge;
    try (Connection reader = readingTokens()) {
      purge = CompletableFuture.supplyAsync(() -> storage.tokens().purgeExpired(LATER, 1));
      while (!isWaiting()) {
        Thread.onSpinWait();
      }
      assertThat(reader.isClosed()).isFalse();

      storage.tokens().add(tokenExpiringAt("first-of-its-hour", LATER));
      storage.tokens().add(tokenExpiringAt("another-hour", LATER.plusSeconds(HOUR)));

      assertThat(storage.tokenReader().find("another-hour")).isPresent();
      assertThat(purge).isNotDone();
    }
    purge.get();
    assertThat(storage.tokenReader().find("past")).isEmpty();
  }

  private boolean isWaiting() {
    return server.run(
        connection -> {
          try (var query = connection.createStatement();
              var row =
                  query.executeQuery(
                      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                          + " AND query LIKE 'ALTER TABLE tokens DETACH%'"
                          + " AND datname = current_database()")) {
            row.next();
            return row.getInt(1) > 0;
          }
        });
  }

  @Test
  void leavesThePurgeToAnotherProcessThatIsAtIt() throws SQLException {
    storage.tokens().add(token("a"));
    try (Connection other = TestPostgres.shared().connect(database.address().database());
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + TokenPartitions.DROPPING + ")");

      assertThat(storage.tokens().purgeExpired(LATER, 1)).isZero();
      assertThat(storage.tokenReader().count()).isEqualTo(1);
    }
  }
}

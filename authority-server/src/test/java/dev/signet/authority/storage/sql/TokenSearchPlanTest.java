package dev.signet.authority.storage.sql;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static dev.signet.authority.storage.sql.TokenSearch.OF_CLIENT_FOR_OTHERS;
import static dev.signet.authority.storage.sql.TokenSearch.OF_HOLDER;
import static dev.signet.authority.storage.sql.TokenSearch.OF_HOLDER_AND_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.PostgresStorage;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.storage.sql.sqlite.TestEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That an index answers what operators ask, and reads no more than is shown. */
class TokenSearchPlanTest {
  private static String page(String condition, long first, int seconds, int most) {
    String sql = TokenSearch.page(condition, seconds);
    for (int i = 0; i < seconds; i++) {
      sql = sql.replaceFirst("\\?", Long.toString(first + i));
    }
    return sql.replace("jti > ?", "jti > ''").replace("LIMIT ?", "LIMIT " + most);
  }

  private static String ofHolder(long first, int seconds, int most) {
    return page(OF_HOLDER, first, seconds, most).replace("= ?", "= 'name7'");
  }

  private static String ofClient(long first, int seconds, int most) {
    return page(OF_CLIENT_FOR_OTHERS, first, seconds, most).replace("= ?", "= 'shop7'");
  }

  private static String all(long first, int most) {
    return TokenSearch.PAGE
        .replace("(?, ?, ?)", "(" + first + ", '', '')")
        .replace("LIMIT ?", "LIMIT " + most);
  }

  private static String nextSecond(long first) {
    return TokenSearch.NEXT_SECOND.replace("?", Long.toString(first));
  }

  @Nested
  class OnSqlite {
    @TempDir private Path folder;

    private String plan(String sql) throws SQLException {
      try (Connection connection =
              TestEngine.at(folder.resolve("signet.db")).readers().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
        StringBuilder plan = new StringBuilder();
        while (row.next()) {
          plan.append(row.getString("detail")).append('\n');
        }
        return plan.toString();
      }
    }

    @Test
    void goesToThePlaceInAnIndexAndSortsNothing() throws SQLException {
      String byHolder = "SEARCH tokens USING INDEX tokens_by_expiry_and_holder ";

      assertThat(plan(ofHolder(7, 64, 50)))
          .isEqualTo(byHolder + "(expires_at=? AND subject=? AND jti>?)\n");
      assertThat(plan(page(OF_HOLDER_AND_CLIENT, 7, 64, 50)))
          .isEqualTo(byHolder + "(expires_at=? AND subject=? AND jti>?)\n");
      assertThat(plan(ofClient(7, 64, 50)))
          .isEqualTo(
              "SEARCH tokens USING INDEX tokens_by_expiry_and_client"
                  + " (expires_at=? AND client_id=? AND jti>?)\n");
      assertThat(plan(all(7, 50))).isEqualTo(byHolder + "((expires_at,subject,jti)>(?,?,?))\n");
      assertThat(plan(nextSecond(7))).contains("USING COVERING INDEX").contains("(expires_at>?)");
    }

    @Test
    void purgesByTheSameIndex() throws SQLException {
      assertThat(plan("SELECT id FROM tokens WHERE expires_at < 7 ORDER BY expires_at LIMIT 500"))
          .isEqualTo(
              "SEARCH tokens USING COVERING INDEX tokens_by_expiry_and_holder (expires_at<?)\n");
    }
  }

  /** Twenty thousand tokens of a hundred holders: two of each in each of a hundred seconds. */
  @Nested
  class OnPostgres {
    private static final int APART = 36;

    private final PostgresSettings database = TestPostgres.migratedDatabase();
    private final long first = NOW.getEpochSecond() / 3_600 * 3_600 + 7_300;

    @BeforeEach
    void fill() throws SQLException {
      try (Storage storage = PostgresStorage.open(database)) {
        // So that there are partitions for the others.
        storage.tokens().add(tokenExpiringAt("a", Instant.ofEpochSecond(first)));
        storage.tokens().add(tokenExpiringAt("b", Instant.ofEpochSecond(first + 3_600)));
      }
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            String.format(
                Locale.ROOT,
                """
            INSERT INTO tokens
            SELECT 'j' || i, 'name' || mod(i, 100),
              CASE WHEN mod(i, 2) = 0 THEN 'name' ELSE 'shop' END || mod(i, 100),
              'orders', '', 1, %d + mod(i / 100, 100) * %d, 'k1', ''
            FROM generate_series(1, 20000) i
            """,
                first,
                APART));
        statement.execute("ANALYZE tokens");
      }
    }

    private Connection connect() throws SQLException {
      return DriverManager.getConnection(
          database.address().url(), database.user(), database.password());
    }

    /** The nodes of a plan that was carried out. */
    private List<JsonNode> plan(String sql) throws SQLException, JsonProcessingException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)) {
        row.next();
        List<JsonNode> nodes = new ArrayList<>();
        collect(new ObjectMapper().readTree(row.getString(1)).get(0).get("Plan"), nodes);
        return nodes;
      }
    }

    private static void collect(JsonNode node, List<JsonNode> nodes) {
      nodes.add(node);
      node.path("Plans").forEach(each -> collect(each, nodes));
    }

    /** How many rows were taken out of the table; through an index all of them. */
    private static int rowsRead(List<JsonNode> plan) {
      assertThat(plan.stream().map(node -> node.path("Node Type").asText()))
          .doesNotContain("Seq Scan")
          .anyMatch(type -> type.startsWith("Index"));
      return plan.stream()
          .filter(node -> node.path("Node Type").asText().startsWith("Index"))
          .mapToInt(
              node ->
                  node.path("Actual Rows").asInt() + node.path("Rows Removed by Filter").asInt())
          .sum();
    }

    @Test
    void readsWhatItShowsOfOneSecond() throws Exception {
      assertThat(rowsRead(plan(ofHolder(first, 1, 1)))).isEqualTo(1);
      assertThat(rowsRead(plan(ofHolder(first, 1, 50)))).isEqualTo(2);
      assertThat(rowsRead(plan(ofClient(first, 1, 50)))).isEqualTo(2);
    }

    @Test
    void readsOfManySecondsThoseOfOneName() throws Exception {
      assertThat(rowsRead(plan(ofHolder(first, APART + 1, 50)))).isEqualTo(4);
      assertThat(rowsRead(plan(ofClient(first, APART + 1, 50)))).isEqualTo(4);
    }

    @Test
    void readsOnePageOfAll() throws Exception {
      assertThat(rowsRead(plan(all(first, 50)))).isEqualTo(50);
    }

    @Test
    void findsTheNextSecondByItsFirstToken() throws Exception {
      assertThat(rowsRead(plan(nextSecond(first)))).isLessThan(3);
    }
  }
}

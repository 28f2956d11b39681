package dev.signet.authority.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.storage.sql.sqlite.TestEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That looking for what is published reads nothing else, and sorts nothing. */
class LiveAllowancesPlanTest {
  private static final String LIVE =
      SqlAllowanceRepository.LIVE.replace(">= ?", ">= 7").replace("LIMIT ?", "LIMIT 10001");

  private static String plan(Connection connection, String explain) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(explain + LIVE)) {
      int last = row.getMetaData().getColumnCount();
      while (row.next()) {
        plan.append(row.getString(last)).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void goesByItsIndexOnSqlite(@TempDir Path folder) throws SQLException {
    try (Connection connection =
        TestEngine.at(folder.resolve("signet.db")).readers().getConnection()) {
      assertThat(plan(connection, "EXPLAIN QUERY PLAN "))
          .isEqualTo("SEARCH allowances USING INDEX allowances_live (changed_at>?)\n");
    }
  }

  @Test
  void goesByItsIndexOnPostgres() throws SQLException {
    PostgresSettings database = TestPostgres.migratedDatabase();
    TestPostgres.execute(
        database,
        """
        INSERT INTO allowances
        SELECT 'name' || i, NULL, NULL, 5, 60, 'sub', CASE WHEN mod(i, 1000) = 0 THEN 1 ELSE 0 END, i
        FROM generate_series(1, 20000) i
        """);
    TestPostgres.execute(database, "ANALYZE allowances");
    try (Connection connection =
        DriverManager.getConnection(
            database.address().url(), database.user(), database.password())) {
      assertThat(plan(connection, "EXPLAIN "))
          .contains("Index Scan using allowances_live on allowances")
          .doesNotContain("Sort", "Seq Scan");
    }
  }
}

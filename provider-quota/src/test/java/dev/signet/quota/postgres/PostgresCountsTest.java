package dev.signet.quota.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.signet.quota.count.Call;
import dev.signet.quota.count.Ration;
import dev.signet.quota.count.SharedCounts;
import dev.signet.quota.count.SharedCountsContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCountsTest extends SharedCountsContract {
  private static PostgresServer server;
  private static HikariDataSource pool;

  @BeforeAll
  static void start(@TempDir Path folder) throws SQLException {
    server = PostgresServer.start(folder.resolve("data"));
    pool = server.pool();
    PostgresCounts.over(pool).createTable();
  }

  @AfterAll
  static void stop() {
    pool.close();
    server.close();
  }

  @Override
  protected SharedCounts store() {
    return PostgresCounts.over(pool);
  }

  @Test
  void makesTheTableUnlessItIsThere() throws SQLException {
    PostgresCounts.over(pool).createTable();

    assertThat(rows("")).isNotNegative();
  }

  @Test
  void deletesCountsWhoseWindowIsOverAndNoOthers() throws SQLException {
    try (PostgresStore store = new PostgresStore(pool, clock, LONG_WAIT)) {
      store.take(new Call("purge-old", new Ration(3, WINDOW, 1), 1));
      store.take(new Call("purge-young", new Ration(3, WINDOW, 1), 1));
      // The store goes by the time of its machine for that, which no test can turn.
      assertThat(execute("UPDATE signet_quota SET expires_at = 1 WHERE id = 'purge-old'")).isOne();

      store.purge();
    }

    assertThat(rows("WHERE id = 'purge-old'")).isZero();
    assertThat(rows("WHERE id = 'purge-young'")).isOne();
  }

  private static int execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static long rows(String where) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM signet_quota " + where)) {
      row.next();
      return row.getLong(1);
    }
  }
}

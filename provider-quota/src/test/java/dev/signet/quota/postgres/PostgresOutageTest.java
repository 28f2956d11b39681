package dev.signet.quota.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.signet.quota.OutageContract;
import dev.signet.quota.count.SharedCounts;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresOutageTest extends OutageContract {
  private static PostgresServer server;
  private static HikariDataSource pool;

  @BeforeAll
  static void start(@TempDir Path folder) throws SQLException {
    server = PostgresServer.start(folder.resolve("data"));
    pool = server.pool();
    PostgresCounts.over(pool).createTable();
  }

  @AfterAll
  static void end() {
    pool.close();
    server.close();
  }

  @Override
  protected SharedCounts store() {
    return PostgresCounts.over(pool);
  }

  @Override
  protected void kill() {
    server.kill();
  }

  @Override
  protected void restart() {
    server.restart();
  }

  @Override
  protected void stop(boolean still) throws Exception {
    server.stop(still);
  }
}

package dev.signet.authority.storage.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresServerTest {
  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final PostgresServer server = new PostgresServer(database);

  @ParameterizedTest
  @CsvSource({
    "synchronous_commit, on",
    "idle_in_transaction_session_timeout, 5s",
    "lock_timeout, 5s"
  })
  void writesUnderTheseSettings(String setting, String value) throws SQLException {
    setOfDatabase("synchronous_commit = off");

    try (Connection writer = server.openWriter()) {
      assertThat(show(writer, setting)).isEqualTo(value);
    }
  }

  @Test
  void leavesAStrongerPromiseAlone() throws SQLException {
    setOfDatabase("synchronous_commit = remote_apply");

    try (Connection writer = server.openWriter()) {
      assertThat(show(writer, "synchronous_commit")).isEqualTo("remote_apply");
    }
  }

  @Test
  void lendsReadersConnectionsThatCannotWrite() throws SQLException {
    try (Connection reader = server.readers().getConnection();
        Statement statement = reader.createStatement()) {
      assertThatThrownBy(() -> statement.execute("UPDATE probe SET writes = 7"))
          .hasMessageContaining("read-only transaction");
    }
  }

  @Test
  void tellsTheTimeThatItIsAndNotWhenTheTransactionBegan() throws SQLException {
    try (Connection reader = server.readers().getConnection()) {
      reader.setAutoCommit(false);

      Instant first = PostgresServer.time(reader);

      assertThat(PostgresServer.time(reader)).isAfter(first);
    }
  }

  private void setOfDatabase(String setting) {
    String name = database.address().database();
    TestPostgres.shared().execute(name, "ALTER DATABASE " + name + " SET " + setting);
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }
}

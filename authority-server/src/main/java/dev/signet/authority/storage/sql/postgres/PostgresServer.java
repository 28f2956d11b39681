package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.connection.SqlWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** A PostgreSQL server, and the kinds of connection to it. Thread-safe. */
record PostgresServer(PostgresSettings settings) {
  /** What the session that listens is called in pg_stat_activity. */
  static final String LISTENER = "signet notices";

  private static final int CONNECT_SECONDS = 5;

  /** After so long a silence the server is taken for dead. Nothing asked of it takes as long. */
  private static final int SILENCE_SECONDS = 30;

  /**
   * A stopped process must not keep others from a row that it holds; and what one node says is
   * durable is, though the server may be set up to answer sooner. A stronger promise than "on",
   * such as remote_apply, is left alone.
   */
  private static final String PREPARE_WRITER =
      """
      SELECT set_config('idle_in_transaction_session_timeout', '5s', false),
        set_config('lock_timeout', '5s', false),
        set_config('synchronous_commit',
          replace(current_setting('synchronous_commit'), 'off', 'on'), false)
      """;

  Connection openWriter() throws SQLException {
    Connection connection = dataSource().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(PREPARE_WRITER);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens a connection to wait on; its name tells it from the others. */
  Connection openListener() throws SQLException {
    PGSimpleDataSource source = dataSource();
    source.setApplicationName(LISTENER);
    return source.getConnection();
  }

  DataSource readers() {
    PGSimpleDataSource source = dataSource();
    // Refused by the server, whatever a statement says of itself.
    source.setReadOnly(true);
    source.setReadOnlyMode("always");
    return source;
  }

  /** Does something on a connection of its own. */
  <T> T run(SqlWork<T> work) {
    try (Connection connection = openWriter()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** What its clock shows now, whenever the transaction began. */
  static Instant time(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  StorageException explain(SQLException fault) {
    return new PostgresFailures(settings).explain(fault);
  }

  PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.address().url());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setSslMode(settings.tls().text());
    settings.trusted().ifPresent(file -> source.setSslRootCert(file.toString()));
    if (settings.trustsAsTheRuntimeDoes()) {
      // It verifies whatever the mode says, so not where anybody will do.
      source.setSslfactory(DefaultJavaSSLFactory.class.getName());
    }
    source.setApplicationName("signet");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(SILENCE_SECONDS);
    source.setTcpKeepAlive(true);
    return source;
  }
}

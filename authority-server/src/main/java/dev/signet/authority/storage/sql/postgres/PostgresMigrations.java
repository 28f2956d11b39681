package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema of a database up to what this program knows, and looks whether the server is
 * one that it can rely on. The usual start finds all as it should be and does without Flyway.
 */
record PostgresMigrations(PostgresServer server) {
  /** The number of the last file in {@code db/migration/postgres}. */
  static final int LATEST = 11;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresMigrations.class);

  /** The first that detaches a partition without locking the table. */
  private static final int OLDEST_SERVER = 14;

  private static final String STATE =
      """
      SELECT current_setting('server_version_num')::int / 10000 AS server,
        current_setting('server_encoding') AS encoding,
        current_setting('fsync')::boolean AS fsync,
        to_regclass('flyway_schema_history') IS NOT NULL AS migrated
      """;

  private static final String VERSION =
      "SELECT coalesce(max(version::int), 0) FROM flyway_schema_history WHERE success";

  /**
   * Migrates when the schema is older than the program. Of several processes that find it so, one
   * does, and the others wait.
   *
   * @throws StorageException when the server does not serve, when the schema is newer, or when a
   *     migration fails
   */
  void run() {
    int version = server.run(this::look);
    if (version > LATEST) {
      throw new StorageException(
          server.settings().address()
              + (" has schema version " + version + ", this program knows " + LATEST)
              + ": start the newer program, or restore an older backup");
    }
    if (version < LATEST) {
      migrate();
    }
  }

  /**
   * Demands that there is nothing to migrate.
   *
   * @throws StorageException when the schema is older or newer
   */
  void requireCurrent() {
    int version = server.run(this::look);
    if (version != LATEST) {
      throw new StorageException(
          server.settings().address()
              + (" has schema version " + version + ", this program reads " + LATEST));
    }
  }

  private int look(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      check(row);
      return row.getBoolean("migrated") ? version(connection) : 0;
    }
  }

  private void check(ResultSet row) throws SQLException {
    String name = server.settings().address().toString();
    if (row.getInt("server") < OLDEST_SERVER) {
      throw new StorageException(
          name + " is PostgreSQL " + row.getInt("server") + ": use 14 or later");
    }
    if (!row.getString("encoding").equals("UTF8")) {
      throw new StorageException(
          name + " does not keep its texts in UTF-8: make it anew with ENCODING 'UTF8'");
    }
    if (!row.getBoolean("fsync")) {
      LOG.warn("{} runs with fsync = off: what it keeps may be lost in a power cut", name);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(VERSION)) {
      row.next();
      return row.getInt(1);
    }
  }

  private void migrate() {
    try {
      Flyway.configure()
          .dataSource(server.dataSource())
          .locations("classpath:db/migration/postgres")
          .load()
          .migrate();
    } catch (FlywayException e) {
      if (e.getCause() instanceof SQLException fault) {
        throw server.explain(fault);
      }
      throw new StorageException(
          "cannot bring the schema of "
              + server.settings().address()
              + " up to date; the authority needs a database, or a schema, of its own",
          e);
    }
  }
}

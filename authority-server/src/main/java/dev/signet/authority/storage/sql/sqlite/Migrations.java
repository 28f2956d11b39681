package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema of a file up to what this program knows.
 *
 * <p>Each migration ends by stating its number as SQLite's {@code user_version}. One look at that
 * number tells whether there is anything to do, so that the usual start does without Flyway.
 */
final class Migrations {
  /** The number of the last file in {@code db/migration/sqlite}. */
  static final int LATEST = 14;

  // A lock on a file is held by the whole process; this one is for the threads within it.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final SqliteFile file;

  Migrations(SqliteFile file) {
    this.file = file;
  }

  /**
   * Migrates when the schema is older than the program.
   *
   * @throws StorageException when it is newer, or when a migration fails
   */
  void run() throws SQLException {
    int version = version();
    if (version > LATEST) {
      throw new StorageException(
          file.path()
              + (" has schema version " + version + ", this program knows " + LATEST)
              + ": start the newer program, or restore an older backup");
    }
    if (version < LATEST) {
      migrateAlone();
    }
  }

  /**
   * Demands that there is nothing to migrate.
   *
   * @throws StorageException when the schema is older or newer
   */
  void requireCurrent() throws SQLException {
    int version = version();
    if (version != LATEST) {
      throw new StorageException(
          file.path() + " has schema version " + version + ", this program reads " + LATEST);
    }
  }

  int version() throws SQLException {
    // Read-only, for two connections that turn a new file to WAL at once lock each other out.
    try (Connection connection = file.readOnly().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** The server and the command line may meet a new file at the same time: one of them migrates. */
  private void migrateAlone() throws SQLException {
    // Not the database itself: closing any handle of it would drop SQLite's own locks (POSIX).
    Path lockFile = Path.of(file.path() + ".migration-lock");
    IN_THIS_PROCESS.lock();
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (version() < LATEST) {
        migrate();
      }
    } catch (IOException e) {
      throw new StorageException("cannot lock " + lockFile, e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private void migrate() {
    try {
      Flyway.configure()
          .dataSource(file.readWrite())
          .locations("classpath:db/migration/sqlite")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StorageException("cannot bring the schema of " + file.path() + " up to date", e);
    }
  }
}

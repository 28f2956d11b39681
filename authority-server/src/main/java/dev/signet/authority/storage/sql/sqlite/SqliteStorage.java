package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.SqlStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The embedded store: one SQLite file (WAL, full sync), and no server beside it.
 *
 * <p>Several processes may have the file open: the command line adds consumers while the server
 * runs, and the server sees them at its next look.
 */
public final class SqliteStorage {
  private SqliteStorage() {}

  /**
   * Opens the file; makes it (mode 0600) and its folders (mode 0700) when they are not there, and
   * brings its schema up to date.
   *
   * @throws dev.signet.authority.storage.StorageException when the file cannot be used, is damaged,
   *     or was written by a newer program; the message names the file and the fix
   */
  public static Storage open(Path path, SqliteSettings settings) {
    SqliteFile file = new SqliteFile(path, settings.busyTimeout());
    SqliteEngine engine = new SqliteEngine(file);
    file.create();
    try {
      new Migrations(file).run();
    } catch (SQLException e) {
      throw engine.explain(e);
    }
    return SqlStorage.open(engine, settings.writer());
  }

  /**
   * Opens a file as it is, to read it: nothing is made and nothing brought up to date.
   *
   * @throws dev.signet.authority.storage.StorageException when there is none, it cannot be used, or
   *     it was written by a program of another version
   */
  public static Storage openAsItIs(Path path, SqliteSettings settings) {
    SqliteFile file = new SqliteFile(path, settings.busyTimeout());
    SqliteEngine engine = new SqliteEngine(file);
    if (!Files.isRegularFile(path)) {
      throw new StorageException("there is no database yet at " + path);
    }
    try {
      new Migrations(file).requireCurrent();
    } catch (SQLException e) {
      throw engine.explain(e);
    }
    return SqlStorage.open(engine, settings.writer());
  }
}

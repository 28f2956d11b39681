package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.sql.Engine;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import java.nio.file.Path;
import java.time.Duration;

/** SQLite files for tests of what they share with other databases. */
public final class TestEngine {
  private static final SqliteSettings SETTINGS =
      new SqliteSettings(WriterSettings.DEFAULT, Duration.ofMillis(200));

  private TestEngine() {}

  /** A file with the schema in it, which waits for other processes for a fifth of a second. */
  public static Engine at(Path file) {
    SqliteStorage.open(file, SETTINGS).close();
    return new SqliteEngine(new SqliteFile(file, SETTINGS.busyTimeout()));
  }
}

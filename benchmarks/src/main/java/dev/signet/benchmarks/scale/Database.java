package dev.signet.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A database for an authority, and what can be told of it from outside. */
interface Database extends AutoCloseable {

  /** Which one, for tables. */
  String name();

  /** What makes an authority use it, by the names of the environment variables. */
  Map<String, String> settings();

  /** A connection beside those of the authority. */
  Connection connect() throws SQLException;

  /**
   * The statement that adds as many living records as its first parameter says, up to a million, in
   * the order in which they would have been issued.
   */
  String fill();

  /** Brings a database that was filled into the state of one that has run for long. */
  void settle() throws SQLException;

  /** The processor time of its own processes; nothing where it has none. */
  Duration cpuTime();

  /** How many bytes it has written, as far as it tells, of log and of tables. */
  long writtenBytes(long authorityPid) throws SQLException, IOException;

  @Override
  void close() throws IOException;

  /** The embedded one, in a file of a folder, or a server whose data is in that folder. */
  static Database open(String name, Path folder) throws IOException {
    return switch (name) {
      case "sqlite" -> new SqliteDatabase(folder);
      case "postgres" -> PostgresDatabase.start(folder);
      default -> throw new IllegalArgumentException("no engine is called " + name);
    };
  }
}

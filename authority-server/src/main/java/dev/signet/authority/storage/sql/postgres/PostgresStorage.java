package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.SqlStorage;

/** The store that several nodes share: a database of a PostgreSQL server, 14 or later. */
public final class PostgresStorage {
  private PostgresStorage() {}

  /**
   * Opens a database, and brings its schema up to date.
   *
   * @throws dev.signet.authority.storage.StorageException when it cannot be reached or used, or was
   *     written by a newer program; the message names the setting and the fix
   */
  public static Storage open(PostgresSettings settings) {
    PostgresServer server = new PostgresServer(settings);
    new PostgresMigrations(server).run();
    return SqlStorage.open(new PostgresEngine(server), settings.writer());
  }

  /**
   * Opens a database as it is, to read it: nothing is brought up to date.
   *
   * @throws dev.signet.authority.storage.StorageException when it cannot be reached or used, or was
   *     written by a program of another version
   */
  public static Storage openAsItIs(PostgresSettings settings) {
    PostgresServer server = new PostgresServer(settings);
    new PostgresMigrations(server).requireCurrent();
    return SqlStorage.open(new PostgresEngine(server), settings.writer());
  }
}

package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.ConsumerRepository;
import dev.signet.authority.storage.KeyRingRepository;
import dev.signet.authority.storage.RevocationReader;
import dev.signet.authority.storage.RevocationRepository;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenReader;
import dev.signet.authority.storage.TokenRepository;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The embedded store: one SQLite file (WAL, full sync), and no server beside it.
 *
 * <p>Thread-safe. Several processes may have the file open: the command line adds consumers while
 * the server runs, and the server sees them at its next look.
 */
public final class SqliteStorage implements Storage {
  private final ReadOnlyPool pool;
  private final GroupCommitWriter writer;

  private SqliteStorage(ReadOnlyPool pool, GroupCommitWriter writer) {
    this.pool = pool;
    this.writer = writer;
  }

  /**
   * Opens the file; makes it (mode 0600) and its folders (mode 0700) when they are not there, and
   * brings its schema up to date.
   *
   * @throws StorageException when the file cannot be used, is damaged, or was written by a newer
   *     program; the message names the file and the fix
   */
  public static Storage open(Path path, SqliteSettings settings) {
    SqliteFile file = new SqliteFile(path, settings.busyTimeout());
    file.create();
    SqliteFailures failures = new SqliteFailures(path);
    try {
      new Migrations(file).run();
    } catch (SQLException e) {
      throw failures.apply(e);
    }
    GroupCommitWriter writer = GroupCommitWriter.start(settings, file, failures);
    return new SqliteStorage(new ReadOnlyPool(file.readOnly(), failures), writer);
  }

  @Override
  public TokenRepository tokens() {
    return new SqlTokenRepository(writer);
  }

  @Override
  public TokenReader tokenReader() {
    return new SqlTokenReader(pool);
  }

  @Override
  public ConsumerRepository consumers() {
    return new SqlConsumerRepository(writer);
  }

  @Override
  public ConsumerReader consumerReader() {
    return new SqlConsumerReader(pool);
  }

  @Override
  public RevocationRepository revocations() {
    return new SqlRevocationRepository(writer);
  }

  @Override
  public RevocationReader revocationReader() {
    return new SqlRevocationReader(pool);
  }

  @Override
  public KeyRingRepository keyRing() {
    return new SqlKeyRingRepository(pool, writer);
  }

  @Override
  public void probe() {
    writer.write(SqliteStorage::touch);
  }

  private static int touch(Connection connection) throws SQLException {
    try (PreparedStatement touch =
        connection.prepareStatement("UPDATE probe SET writes = writes + 1")) {
      return touch.executeUpdate();
    }
  }

  @Override
  public void close() {
    // Readers first: the last connection to go folds the log into the file, which takes one that
    // may write.
    pool.close();
    writer.close();
  }
}

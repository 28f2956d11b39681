package dev.signet.authority.storage.sql.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.signet.authority.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Function;
import javax.sql.DataSource;

/** A few connections that cannot write, shared by all readers. Thread-safe. */
public final class ReadOnlyPool implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final long WAIT_MILLIS = 2_000;

  private final HikariDataSource pool;
  private final Function<SQLException, StorageException> failures;

  /**
   * Makes one; a database that cannot be reached is told of by each read.
   *
   * @param readOnly opens connections that cannot write
   * @param failures says what is wrong, and what to do about it
   */
  public ReadOnlyPool(DataSource readOnly, Function<SQLException, StorageException> failures) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("signet-storage-readers");
    config.setDataSource(readOnly);
    config.setReadOnly(true);
    // What several statements of a transaction read is one state of the database.
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    // A file that cannot be read is told of by each read, in our words.
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.failures = failures;
  }

  /**
   * Runs a query on a connection of its own.
   *
   * @throws StorageException.Overloaded when no connection becomes free within 2 seconds
   * @throws StorageException when it fails
   */
  public <T> T read(SqlWork<T> query) {
    try (Connection connection = pool.getConnection()) {
      return query.run(connection);
    } catch (SQLTransientConnectionException e) {
      // The pool's own way of saying so; with a cause, none could be opened either.
      throw e.getCause() == null ? allInUse() : failures.apply(e);
    } catch (SQLException e) {
      throw failures.apply(e);
    }
  }

  /** How many of its connections are in use. */
  public int busy() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** How many readers wait for one. */
  public int waiting() {
    return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  private static StorageException allInUse() {
    return new StorageException.Overloaded(
        ("all " + CONNECTIONS + " connections that read were in use for " + WAIT_MILLIS + " ms")
            + "; try again later");
  }

  @Override
  public void close() {
    pool.close();
  }
}

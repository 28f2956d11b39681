package dev.signet.authority.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.CompletableFuture;

/** A write that was handed over, and the answer its caller waits for. */
final class PendingWrite<T> {
  private final SqlWork<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  PendingWrite(SqlWork<T> work) {
    this.work = work;
  }

  /**
   * Does the work within the open transaction, and undoes it alone when it fails.
   *
   * @return what tells the caller; to be run once the transaction is durable, and not before: even
   *     a refusal may rest on a row that the transaction has yet to keep
   * @throws SQLException when the transaction as a whole is lost
   */
  Runnable run(Connection connection) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      T result = work.run(connection);
      connection.releaseSavepoint(before);
      return () -> answer.complete(result);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback(before);
      } catch (SQLException lost) {
        // SQLite drops the whole transaction on some faults, such as a full disk; the first fault
        // is the one to tell.
        e.addSuppressed(lost);
        throw e;
      }
      return () -> answer.completeExceptionally(e);
    }
  }

  /** Tells the caller that nothing was kept; without effect when it has its answer. */
  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /** The future answer; waiting on it by {@code join} outlasts an interrupt. */
  CompletableFuture<T> answer() {
    return answer;
  }
}

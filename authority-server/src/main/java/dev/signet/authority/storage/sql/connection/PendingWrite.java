package dev.signet.authority.storage.sql.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** A write that was handed over, and the answer its caller waits for. */
class PendingWrite<T> {
  private final SqlWork<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  PendingWrite(SqlWork<T> work) {
    this.work = work;
  }

  /**
   * Does the work within the open transaction.
   *
   * @return what tells the caller; to be run once the transaction is durable, and not before
   */
  final Runnable run(Connection connection) throws SQLException {
    T result = work.run(connection);
    return () -> answer.complete(result);
  }

  /** Tells the caller what came of it; without effect when it has its answer. */
  final void succeed(T result) {
    answer.complete(result);
  }

  /** Tells the caller that nothing was kept; without effect when it has its answer. */
  final void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /** The future answer; waiting on it by {@code join} outlasts an interrupt. */
  final CompletableFuture<T> answer() {
    return answer;
  }
}

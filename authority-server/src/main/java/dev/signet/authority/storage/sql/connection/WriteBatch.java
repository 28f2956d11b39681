package dev.signet.authority.storage.sql.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes of one transaction.
 *
 * <p>Nearly every write succeeds, so all are done together at first, rows of one statement in one
 * step: a database that is far away is asked a few times for a batch, not for each write. If any
 * fails, all is undone, and each is done again for itself, so that one that fails fails alone.
 */
record WriteBatch(List<PendingWrite<?>> writes) {

  /**
   * Does the writes within the open transaction.
   *
   * @return what tells the callers; to be run once the transaction is durable, and not before: even
   *     a refusal may rest on a row that the transaction has yet to keep
   * @throws SQLException when the transaction as a whole is lost
   */
  List<Runnable> run(Connection connection) throws SQLException {
    try {
      return together(connection);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException lost) {
        // The first fault is the one to tell.
        e.addSuppressed(lost);
        throw e;
      }
      return oneByOne(connection);
    }
  }

  private List<Runnable> together(Connection connection) throws SQLException {
    List<Runnable> answers = new ArrayList<>(writes.size());
    Map<String, List<PendingRow>> rows = new LinkedHashMap<>();
    for (PendingWrite<?> write : writes) {
      if (write instanceof PendingRow row) {
        rows.computeIfAbsent(row.sql(), sql -> new ArrayList<>()).add(row);
      } else {
        answers.add(write.run(connection));
      }
    }
    for (List<PendingRow> alike : rows.values()) {
      answers.addAll(PendingRow.run(connection, alike));
    }
    return answers;
  }

  private List<Runnable> oneByOne(Connection connection) throws SQLException {
    List<Runnable> answers = new ArrayList<>(writes.size());
    for (PendingWrite<?> write : writes) {
      answers.add(alone(connection, write));
    }
    return answers;
  }

  private static Runnable alone(Connection connection, PendingWrite<?> write) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      Runnable answer = write.run(connection);
      connection.releaseSavepoint(before);
      return answer;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback(before);
      } catch (SQLException lost) {
        // SQLite drops the whole transaction on some faults, such as a full disk.
        e.addSuppressed(lost);
        throw e;
      }
      return () -> write.fail(e);
    }
  }
}

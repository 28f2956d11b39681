package dev.signet.authority.storage.sql.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A write of one row, which can share its way to the database with others of the same statement.
 * Its answer is how many rows it changed.
 */
final class PendingRow extends PendingWrite<Integer> {

  private final String sql;
  private final RowBinder row;

  PendingRow(String sql, RowBinder row) {
    super(connection -> alone(connection, sql, row));
    this.sql = sql;
    this.row = row;
  }

  private static int alone(Connection connection, String sql, RowBinder row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      row.bind(statement);
      return statement.executeUpdate();
    }
  }

  String sql() {
    return sql;
  }

  /** Writes rows of one statement at once; what it returns tells the callers, as of each alone. */
  static List<Runnable> run(Connection connection, List<PendingRow> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(rows.get(0).sql)) {
      for (PendingRow each : rows) {
        each.row.bind(statement);
        statement.addBatch();
      }
      int[] changed = statement.executeBatch();
      List<Runnable> answers = new ArrayList<>(changed.length);
      for (int i = 0; i < changed.length; i++) {
        PendingRow each = rows.get(i);
        int count = changed[i];
        answers.add(() -> each.succeed(count));
      }
      return answers;
    }
  }
}

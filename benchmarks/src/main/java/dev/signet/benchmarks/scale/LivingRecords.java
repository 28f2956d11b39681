package dev.signet.benchmarks.scale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/** Adds records of tokens that live, as if they had been issued. */
final class LivingRecords {
  private static final int STEP = 500_000;

  private final Database database;
  private int added;

  LivingRecords(Database database) {
    this.database = database;
  }

  /** Adds as many as are missing to that number; those that were really issued do not count. */
  void growTo(int records) throws SQLException {
    if (added >= records) {
      return;
    }
    try (Connection connection = database.connect();
        PreparedStatement fill = connection.prepareStatement(database.fill())) {
      while (added < records) {
        int step = Math.min(STEP, records - added);
        fill.setInt(1, step);
        fill.executeUpdate();
        added += step;
        System.err.printf(Locale.ROOT, "%,d of %,d records%n", added, records);
      }
    }
    database.settle();
  }
}

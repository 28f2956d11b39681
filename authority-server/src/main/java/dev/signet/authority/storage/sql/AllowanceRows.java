package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.DamagedAllowance;
import dev.signet.authority.storage.quota.KeptAllowance;
import dev.signet.authority.storage.quota.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of allowances, which an operator may have written by hand. */
final class AllowanceRows {
  /** The last second of the year 9999. */
  private static final long LATEST = 253_402_300_799L;

  private AllowanceRows() {}

  static KeptAllowance read(ResultSet row) throws SQLException {
    String consumer = row.getString("consumer");
    try {
      return new AllowanceRecord(
          consumer,
          rate(row, "issuing"),
          rate(row, "calls"),
          counted(row.getString("counted")),
          row.getInt("live") != 0,
          changedAt(row.getLong("changed_at")));
    } catch (IllegalArgumentException e) {
      return new DamagedAllowance(consumer, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Rate rate(ResultSet row, String of) throws SQLException {
    long limit = row.getLong(of + "_limit");
    return row.wasNull() ? null : new Rate(limit, Duration.ofSeconds(row.getLong(of + "_window")));
  }

  private static Counted counted(String claim) {
    return Counted.find(claim)
        .orElseThrow(() -> new IllegalArgumentException("counted must be " + Counted.all()));
  }

  private static Instant changedAt(long second) {
    if (second < 0 || second > LATEST) {
      throw new IllegalArgumentException("changed_at must be a time from 1970 to 9999");
    }
    return Instant.ofEpochSecond(second);
  }
}

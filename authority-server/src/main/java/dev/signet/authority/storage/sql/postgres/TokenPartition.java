package dev.signet.authority.storage.sql.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A partition of the table of tokens, for those that expire within one hour.
 *
 * @param hour the hours from 1970 until it begins
 * @param attached whether it is a part of the table
 * @param detaching whether it is being made no part any more, now or by a process that broke off
 * @param records about how many it holds
 */
record TokenPartition(long hour, boolean attached, boolean detaching, long records) {
  private static final long HOUR_SECONDS = 3_600;
  private static final String PREFIX = "tokens_h";

  private static final String ATTACHED =
      "SELECT count(*) FROM pg_inherits WHERE inhrelid = to_regclass(?)";

  // One that is not attached was left behind by a process that ended before it dropped it.
  private static final String ALL =
      """
      SELECT substring(c.relname FROM 9)::bigint AS hour,
        i.inhrelid IS NOT NULL AS attached, i.inhdetachpending AS detaching,
        greatest(pg_stat_get_live_tuples(c.oid), c.reltuples::bigint, 0) AS records
      FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
      WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'tokens'::regclass)
        AND c.relkind = 'r' AND c.relname ~ '^tokens_h[0-9]{1,15}$'
      ORDER BY hour
      """;

  /** The hour of an expiry. */
  static long hourOf(Instant expiresAt) {
    return Math.floorDiv(expiresAt.getEpochSecond(), HOUR_SECONDS);
  }

  static List<TokenPartition> all(Connection connection) throws SQLException {
    List<TokenPartition> all = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(ALL)) {
      while (row.next()) {
        all.add(
            new TokenPartition(
                row.getLong("hour"),
                row.getBoolean("attached"),
                row.getBoolean("detaching"),
                row.getLong("records")));
      }
    }
    return all;
  }

  /** Makes the partition of an hour and attaches it; does nothing if it is there. */
  static void make(Connection connection, long hour) throws SQLException {
    String name = PREFIX + hour;
    if (!isAttached(connection, name)) {
      execute(connection, "CREATE TABLE IF NOT EXISTS %s (LIKE tokens INCLUDING ALL)", name);
      execute(connection, "CREATE UNIQUE INDEX IF NOT EXISTS %s_by_jti ON %s (jti)", name, name);
      execute(
          connection,
          "ALTER TABLE tokens ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)",
          name,
          hour * HOUR_SECONDS,
          (hour + 1) * HOUR_SECONDS);
    }
  }

  private static boolean isAttached(Connection connection, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ATTACHED)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1) > 0;
      }
    }
  }

  /** Whether all its records expire before a time. */
  boolean endsBy(Instant time) {
    return (hour + 1) * HOUR_SECONDS <= time.getEpochSecond();
  }

  /** Detaches and drops it, on a connection that is in no transaction. */
  void drop(Connection connection) throws SQLException {
    String name = PREFIX + hour;
    if (attached) {
      // Dropping what is attached would lock the whole table.
      String how = detaching ? "FINALIZE" : "CONCURRENTLY";
      execute(connection, "ALTER TABLE tokens DETACH PARTITION %s %s", name, how);
    }
    execute(connection, "DROP TABLE %s", name);
  }

  private static void execute(Connection connection, String format, Object... parts)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(String.format(Locale.ROOT, format, parts));
    }
  }
}

package dev.signet.authority.storage.sql.guessing;

import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessKey.Kind;
import dev.signet.authority.storage.guessing.GuessRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The rows of failed attempts. */
final class GuessRows {
  /** What was forgiven since its last failure does not come back. */
  private static final String INSERT =
      """
      INSERT INTO guesses (kind, name_hash, address, failures, strikes, since, last_at, until_at,
        clear_at, lifted_at, changed_at)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (SELECT 1 FROM guesses WHERE lifted_at >= ?
        AND ((kind = 'ACCOUNT' AND name_hash = ? AND address = '')
          OR (kind = 'ADDRESS' AND name_hash = '' AND address = ?)))
      ON CONFLICT (kind, name_hash, address) DO UPDATE SET
        failures = excluded.failures, strikes = excluded.strikes, since = excluded.since,
        last_at = excluded.last_at, until_at = excluded.until_at, clear_at = excluded.clear_at,
        changed_at = excluded.changed_at
      WHERE excluded.clear_at > guesses.clear_at OR guesses.clear_at > ?
      """;

  private static final String INSERT_LIFTED =
      """
      INSERT INTO guesses (kind, name_hash, address, failures, strikes, since, last_at, until_at,
        clear_at, lifted_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private GuessRows() {}

  static void insert(Connection connection, List<GuessRecord> records, Instant latestClear)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (GuessRecord each : records) {
        bind(insert, each);
        // No hash of a name, and no address: what does not count matches nothing.
        insert.setLong(12, each.lastAt().toEpochMilli());
        insert.setString(13, each.key().kind() == Kind.ADDRESS ? "-" : each.key().name());
        insert.setString(14, each.key().kind() == Kind.ACCOUNT ? "-" : each.key().address());
        insert.setLong(15, millis(latestClear));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void insertLifted(Connection connection, GuessKey key, Instant at) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_LIFTED)) {
      bind(insert, new GuessRecord(key, 0, 0, at, at, at, at, at, at));
      insert.executeUpdate();
    }
  }

  private static void bind(PreparedStatement insert, GuessRecord record) throws SQLException {
    insert.setString(1, record.key().kind().name());
    insert.setString(2, record.key().name());
    insert.setString(3, record.key().address());
    insert.setInt(4, record.failures());
    insert.setInt(5, record.strikes());
    insert.setLong(6, record.since().toEpochMilli());
    insert.setLong(7, record.lastAt().toEpochMilli());
    insert.setLong(8, record.until().toEpochMilli());
    insert.setLong(9, record.clearAt().toEpochMilli());
    insert.setLong(10, record.liftedAt().toEpochMilli());
    insert.setLong(11, record.changedAt().toEpochMilli());
  }

  /** A time that may be later than milliseconds can tell. */
  static long millis(Instant time) {
    return time.isAfter(LATEST) ? Long.MAX_VALUE : time.toEpochMilli();
  }

  static GuessRecord read(ResultSet row) throws SQLException {
    return new GuessRecord(
        new GuessKey(
            Kind.valueOf(row.getString("kind")),
            row.getString("name_hash"),
            row.getString("address")),
        row.getInt("failures"),
        row.getInt("strikes"),
        time(row, "since"),
        time(row, "last_at"),
        time(row, "until_at"),
        time(row, "clear_at"),
        time(row, "lifted_at"),
        time(row, "changed_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}

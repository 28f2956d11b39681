package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.DamagedAllowance;
import dev.signet.authority.storage.quota.KeptAllowance;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import dev.signet.authority.storage.sql.connection.RowBinder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps allowances in a table. */
record SqlAllowanceRepository(ReadOnlyPool pool, GroupCommitWriter writer)
    implements AllowanceRepository {
  private static final String COLUMNS =
      """
      SELECT consumer, issuing_limit, issuing_window, calls_limit, calls_window, counted, live,
        changed_at
      FROM allowances
      """;

  private static final String FIND = COLUMNS + "WHERE consumer = ?";
  private static final String PAGE = COLUMNS + "WHERE consumer > ? ORDER BY consumer LIMIT ?";

  /** As {@code allowances_live} is made, so that it answers. */
  static final String LIVE =
      COLUMNS
          + """
      WHERE live = 1 AND calls_limit IS NOT NULL AND changed_at >= ?
      ORDER BY changed_at DESC, consumer LIMIT ?
      """;

  /** The database merges, or of two changes at once the later would undo the other. */
  private static final String GIVE =
      """
      INSERT INTO allowances (consumer, issuing_limit, issuing_window, calls_limit, calls_window,
        counted, live, changed_at)
      VALUES (?, ?, ?, ?, ?, COALESCE(?, 'sub'), COALESCE(?, 0), ?)
      ON CONFLICT (consumer) DO UPDATE SET
        issuing_limit = COALESCE(excluded.issuing_limit, allowances.issuing_limit),
        issuing_window = COALESCE(excluded.issuing_window, allowances.issuing_window),
        calls_limit = COALESCE(excluded.calls_limit, allowances.calls_limit),
        calls_window = COALESCE(excluded.calls_window, allowances.calls_window),
        counted = COALESCE(?, allowances.counted), live = COALESCE(?, allowances.live),
        changed_at = excluded.changed_at
      """;

  private static final String CHANGE =
      """
      UPDATE allowances SET counted = COALESCE(?, counted), live = COALESCE(?, live), changed_at = ?
      WHERE consumer = ?
      """;
  private static final String REMOVE = "DELETE FROM allowances WHERE consumer = ?";

  @Override
  public Optional<AllowanceRecord> change(AllowanceChange change) {
    return writer
        .write(connection -> change(connection, change))
        .map(SqlAllowanceRepository::whole);
  }

  private static Optional<KeptAllowance> change(Connection connection, AllowanceChange change)
      throws SQLException {
    Optional<KeptAllowance> before = find(connection, change.consumer());
    if (before.isPresent() && before.get() instanceof DamagedAllowance) {
      return before;
    }
    if (change.isWhole()) {
      give(connection, change);
    } else {
      changeWhatIsThere(connection, change);
    }
    return find(connection, change.consumer());
  }

  private static Optional<KeptAllowance> find(Connection connection, String consumer)
      throws SQLException {
    return select(connection, FIND, query -> query.setString(1, consumer)).stream().findFirst();
  }

  private static void give(Connection connection, AllowanceChange change) throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(GIVE)) {
      row.setString(1, change.consumer());
      bind(row, 2, change.issuing());
      bind(row, 4, change.calls());
      bindHow(row, 6, change);
      row.setLong(8, change.changedAt().getEpochSecond());
      bindHow(row, 9, change);
      row.executeUpdate();
    }
  }

  private static void changeWhatIsThere(Connection connection, AllowanceChange change)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(CHANGE)) {
      bindHow(row, 1, change);
      row.setLong(3, change.changedAt().getEpochSecond());
      row.setString(4, change.consumer());
      row.executeUpdate();
    }
  }

  private static void bindHow(PreparedStatement row, int first, AllowanceChange change)
      throws SQLException {
    row.setString(first, change.counted() == null ? null : change.counted().claim());
    if (change.live() == null) {
      row.setNull(first + 1, Types.INTEGER);
    } else {
      row.setInt(first + 1, change.live() ? 1 : 0);
    }
  }

  private static void bind(PreparedStatement row, int first, @Nullable Rate rate)
      throws SQLException {
    if (rate == null) {
      row.setNull(first, Types.BIGINT);
      row.setNull(first + 1, Types.BIGINT);
    } else {
      row.setLong(first, rate.limit());
      row.setLong(first + 1, rate.seconds());
    }
  }

  @Override
  public Optional<AllowanceRecord> find(String consumer) {
    return query(FIND, query -> query.setString(1, consumer)).stream()
        .findFirst()
        .map(SqlAllowanceRepository::whole);
  }

  private static AllowanceRecord whole(KeptAllowance kept) {
    if (kept instanceof DamagedAllowance damaged) {
      throw new StorageException(damaged.message());
    }
    return (AllowanceRecord) kept;
  }

  @Override
  public List<KeptAllowance> page(String after, int most) {
    return some(PAGE, most, query -> query.setString(1, after));
  }

  @Override
  public List<KeptAllowance> liveSince(Instant time, int most) {
    // What was changed in a second is kept as its beginning.
    return some(LIVE, most, query -> query.setLong(1, roundedUp(time)));
  }

  private static long roundedUp(Instant time) {
    return time.plusNanos(999_999_999).getEpochSecond();
  }

  /** Those of a query whose second parameter is how many at most. */
  private List<KeptAllowance> some(String sql, int most, RowBinder first) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return query(
        sql,
        query -> {
          first.bind(query);
          query.setInt(2, most);
        });
  }

  private List<KeptAllowance> query(String sql, RowBinder parameters) {
    return pool.read(connection -> select(connection, sql, parameters));
  }

  private static List<KeptAllowance> select(Connection connection, String sql, RowBinder parameters)
      throws SQLException {
    List<KeptAllowance> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      parameters.bind(query);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(AllowanceRows.read(row));
        }
      }
    }
    return List.copyOf(found);
  }

  @Override
  public boolean remove(String consumer) {
    return writer.write(REMOVE, row -> row.setString(1, consumer)) > 0;
  }
}

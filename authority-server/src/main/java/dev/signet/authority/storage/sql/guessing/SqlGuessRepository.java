package dev.signet.authority.storage.sql.guessing;

import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessKey.Kind;
import dev.signet.authority.storage.guessing.GuessRecord;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.guessing.KnownAddress;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps failed attempts and known addresses in two tables. Thread-safe.
 *
 * @param pool reads
 * @param writer writes
 */
public record SqlGuessRepository(ReadOnlyPool pool, GroupCommitWriter writer)
    implements GuessRepository {
  private static final String COLUMNS =
      "kind, name_hash, address, failures, strikes, since, last_at, until_at, clear_at,"
          + " lifted_at, changed_at";
  private static final String CHANGED =
      "SELECT "
          + COLUMNS
          + " FROM guesses WHERE changed_at >= ? ORDER BY changed_at DESC, kind, name_hash, address"
          + " LIMIT ?";
  private static final String WAITING =
      "SELECT "
          + COLUMNS
          + " FROM guesses WHERE until_at > ? AND until_at <= ?"
          + " ORDER BY until_at DESC, kind, name_hash, address"
          + " LIMIT ?";

  /** Those of one account, or of one address: the forgiving row and what goes with it. */
  private static final String COUNT = "SELECT count(*) FROM guesses WHERE until_at > ? AND %s = ?";

  private static final String DELETE = "DELETE FROM guesses WHERE %s = ?";
  private static final String PURGE =
      """
      DELETE FROM guesses WHERE (kind, name_hash, address) IN (
        SELECT kind, name_hash, address FROM guesses
        WHERE clear_at < ? OR clear_at > ? ORDER BY changed_at LIMIT ?)
      """;

  @Override
  public void takeDown(
      Collection<GuessRecord> records, Collection<KnownAddress> addresses, Instant latestClear) {
    // One order for all nodes: two that take down the same rows wait, and never for each other.
    List<GuessRecord> ordered = new ArrayList<>(records);
    ordered.sort(
        Comparator.comparing((GuessRecord each) -> each.key().kind().name())
            .thenComparing(each -> each.key().name())
            .thenComparing(each -> each.key().address()));
    List<KnownAddress> known = new ArrayList<>(addresses);
    known.sort(Comparator.comparing(KnownAddress::name).thenComparing(KnownAddress::address));
    writer.write(
        connection -> {
          GuessRows.insert(connection, ordered, latestClear);
          KnownAddressRows.insert(connection, known);
          return ordered.size() + known.size();
        });
  }

  @Override
  public List<GuessRecord> changedSince(Instant time, int most) {
    return pool.read(connection -> select(connection, CHANGED, most, time));
  }

  @Override
  public List<GuessRecord> waitingAt(Instant time, Instant latest, int most) {
    return pool.read(connection -> select(connection, WAITING, most, time, latest));
  }

  private static List<GuessRecord> select(
      Connection connection, String sql, int most, Instant... times) throws SQLException {
    List<GuessRecord> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < times.length; i++) {
        query.setLong(i + 1, GuessRows.millis(times[i]));
      }
      query.setInt(times.length + 1, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(GuessRows.read(rows));
        }
      }
    }
    return found;
  }

  @Override
  public List<KnownAddress> addressesSince(Instant time, int most) {
    return pool.read(connection -> KnownAddressRows.since(connection, time, most));
  }

  @Override
  public int lift(GuessKey key, Instant at) {
    if (key.kind() == Kind.ACCOUNT_AND_ADDRESS) {
      throw new IllegalArgumentException("key must be an account or an address");
    }
    return writer.write(connection -> lift(connection, key, at));
  }

  private static int lift(Connection connection, GuessKey key, Instant at) throws SQLException {
    boolean account = key.kind() == Kind.ACCOUNT;
    String column = account ? "name_hash" : "address";
    String value = account ? key.name() : key.address();
    int waited = count(connection, column, value, at);
    String delete = DELETE.replace("%s", column);
    try (PreparedStatement gone = connection.prepareStatement(delete)) {
      gone.setString(1, value);
      gone.executeUpdate();
    }
    // The row that tells it to those who follow, and keeps out what a node has yet to take down.
    GuessRows.insertLifted(connection, key, at);
    return waited;
  }

  private static int count(Connection connection, String column, String value, Instant at)
      throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT.replace("%s", column))) {
      count.setLong(1, at.toEpochMilli());
      count.setString(2, value);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  @Override
  public int purge(Instant clearBefore, Instant clearAfter, Instant seenBefore, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return writer.write(
        connection ->
            purge(connection, clearBefore, clearAfter, most)
                + KnownAddressRows.purge(connection, seenBefore, most));
  }

  private static int purge(Connection connection, Instant before, Instant after, int most)
      throws SQLException {
    try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
      purge.setLong(1, GuessRows.millis(before));
      purge.setLong(2, GuessRows.millis(after));
      purge.setInt(3, most);
      return purge.executeUpdate();
    }
  }
}

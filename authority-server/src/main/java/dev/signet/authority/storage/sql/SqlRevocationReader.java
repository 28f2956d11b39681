package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.RevocationChanges;
import dev.signet.authority.storage.RevocationReader;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.storage.ValidatorReport;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds revocations in a table, on connections that cannot write. */
record SqlRevocationReader(ReadOnlyPool pool) implements RevocationReader {
  private static final String COLUMNS =
      """
      SELECT id, jti, subject, client_id, key_id, audience, issued_before, expires_at, reason,
        created_at
      FROM revocations
      """;

  private static final String REPORTS =
      """
      SELECT name, change, seen_at, effect FROM validator_reports
      WHERE seen_at >= ? ORDER BY name
      """;

  private static final String CUT_OFF =
      """
      SELECT issued_before FROM revocations
      WHERE issued_before IS NOT NULL AND removed_by IS NULL
      ORDER BY issued_before DESC LIMIT 1
      """;

  private static final String ADDED = "WHERE id > ? AND removed_by IS NULL ORDER BY id";
  private static final String PAGE = ADDED + " LIMIT ?";

  // With a plain id SQLite would go by the primary key through all that is in force.
  private static final String REMOVED = "WHERE +id <= ? AND removed_by > ? ORDER BY +id";

  @Override
  public long lastChange() {
    return pool.read(SqlRevocationReader::lastChange);
  }

  @Override
  public RevocationChanges all() {
    return pool.read(
        connection -> inOneRead(connection, () -> changes(connection, 0, State.read(connection))));
  }

  @Override
  public Optional<RevocationChanges> changesSince(long change) {
    return pool.read(
        connection ->
            inOneRead(
                connection,
                () -> {
                  State state = State.read(connection);
                  return change < state.knownFrom() || change > state.lastChange()
                      ? Optional.empty()
                      : Optional.of(changes(connection, change, state));
                }));
  }

  @Override
  public List<RevocationRecord> inForce(long after, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return pool.read(connection -> find(connection, PAGE, after, most));
  }

  @Override
  public Optional<Instant> cutOff() {
    return pool.read(SqlRevocationReader::cutOff);
  }

  private static Optional<Instant> cutOff(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CUT_OFF)) {
      return row.next() ? Optional.of(Instant.ofEpochSecond(row.getLong(1))) : Optional.empty();
    }
  }

  @Override
  public List<ValidatorReport> reports(Instant seenSince) {
    return pool.read(connection -> reports(connection, seenSince.toEpochMilli()));
  }

  private static List<ValidatorReport> reports(Connection connection, long seenSince)
      throws SQLException {
    List<ValidatorReport> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(REPORTS)) {
      query.setLong(1, seenSince);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Optional<Duration> effect = Optional.of(Duration.ofMillis(row.getLong("effect")));
          found.add(
              new ValidatorReport(
                  row.getString("name"),
                  row.getLong("change"),
                  Instant.ofEpochMilli(row.getLong("seen_at")),
                  row.getObject("effect") == null ? Optional.empty() : effect));
        }
      }
    }
    return found;
  }

  /** A transaction sees one state of the database, whatever is committed meanwhile. */
  private static <T> T inOneRead(Connection connection, Query<T> query) throws SQLException {
    connection.setAutoCommit(false);
    try {
      return query.run();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** What a transaction reads. */
  @FunctionalInterface
  private interface Query<T> {
    T run() throws SQLException;
  }

  private static RevocationChanges changes(Connection connection, long from, State state)
      throws SQLException {
    return new RevocationChanges(
        from,
        state.lastChange(),
        state.salt(),
        find(connection, ADDED, from),
        find(connection, REMOVED, from, from));
  }

  static long lastChange(Connection connection) throws SQLException {
    return number(connection, "SELECT change FROM revocation_list");
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** What is known of the list as a whole. */
  private record State(long lastChange, long knownFrom, String salt) {
    static State read(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT change, known_from, salt FROM revocation_list")) {
        row.next();
        return new State(row.getLong("change"), row.getLong("known_from"), row.getString("salt"));
      }
    }
  }

  /** The rows that a condition chooses, its parameters being numbers. */
  static List<RevocationRecord> find(Connection connection, String condition, long... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COLUMNS + condition)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setLong(i + 1, parameters[i]);
      }
      return read(query);
    }
  }

  /** The revocation in force of a token. */
  static Optional<RevocationRecord> find(Connection connection, OneToken token)
      throws SQLException {
    String condition = "WHERE jti = ? AND removed_by IS NULL";
    try (PreparedStatement query = connection.prepareStatement(COLUMNS + condition)) {
      query.setString(1, token.jti());
      return read(query).stream().findFirst();
    }
  }

  private static List<RevocationRecord> read(PreparedStatement query) throws SQLException {
    List<RevocationRecord> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new RevocationRecord(
                row.getLong("id"),
                target(row),
                Instant.ofEpochSecond(row.getLong("expires_at")),
                row.getString("reason"),
                Instant.ofEpochSecond(row.getLong("created_at"))));
      }
    }
    return found;
  }

  private static RevocationTarget target(ResultSet row) throws SQLException {
    String jti = row.getString("jti");
    return jti != null
        ? new OneToken(jti)
        : new TokensIssuedBefore(
            Optional.ofNullable(row.getString("subject")),
            Optional.ofNullable(row.getString("client_id")),
            Optional.ofNullable(row.getString("key_id")),
            Optional.ofNullable(row.getString("audience")),
            Instant.ofEpochSecond(row.getLong("issued_before")));
  }
}

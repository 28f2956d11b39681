package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Finds consumers in a table, on connections that cannot write. */
record SqlConsumerReader(ReadOnlyPool pool) implements ConsumerReader {
  private static final String COLUMNS =
      """
      SELECT name, kind, credential, enabled, audiences, scopes, lifetime, grant_types, bound,
        provides, details, created_at
      FROM consumers
      """;

  private static final String FIND = COLUMNS + "WHERE name = ?";
  private static final String LIST = COLUMNS + "WHERE kind = ? ORDER BY name";

  @Override
  public Optional<ConsumerRecord> find(String name) {
    // What no consumer can have is not looked for: PostgreSQL takes no text with a NUL.
    return ConsumerRecord.isName(name)
        ? pool.read(connection -> query(connection, FIND, name)).stream().findFirst()
        : Optional.empty();
  }

  @Override
  public List<ConsumerRecord> list(ConsumerKind kind) {
    return pool.read(connection -> query(connection, LIST, kind.name()));
  }

  private static List<ConsumerRecord> query(Connection connection, String sql, String parameter)
      throws SQLException {
    List<ConsumerRecord> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(fromRow(row));
        }
      }
    }
    return List.copyOf(found);
  }

  private static ConsumerRecord fromRow(ResultSet row) throws SQLException {
    return new ConsumerRecord(
        row.getString("name"),
        ConsumerKind.valueOf(row.getString("kind")),
        row.getString("credential"),
        row.getBoolean("enabled"),
        rightsFromRow(row),
        Words.split(row.getString("provides")),
        ConsumerDetails.parse(row.getString("details")),
        Instant.ofEpochSecond(row.getLong("created_at")));
  }

  private static TokenRights rightsFromRow(ResultSet row) throws SQLException {
    long seconds = row.getLong("lifetime");
    Optional<Duration> lifetime =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    return new TokenRights(
        Words.split(row.getString("audiences")),
        new LinkedHashSet<>(Words.split(row.getString("scopes"))),
        lifetime,
        new LinkedHashSet<>(Words.split(row.getString("grant_types"))),
        TokenRights.Bound.valueOf(row.getString("bound")));
  }
}

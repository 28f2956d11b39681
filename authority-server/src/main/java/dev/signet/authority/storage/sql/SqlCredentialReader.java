package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the credentials of clients in a table, on connections that cannot write. */
record SqlCredentialReader(ReadOnlyPool pool) implements CredentialReader {
  private static final String COLUMNS =
      """
      SELECT consumer, id, kind, value, label, created_at, expires_at, last_used_at
      FROM client_credentials
      """;

  private static final String FIND = COLUMNS + "WHERE consumer = ? ORDER BY created_at, id";
  private static final String EXPIRING =
      COLUMNS + "WHERE expires_at > ? AND expires_at <= ? ORDER BY expires_at, consumer, id";

  @Override
  public List<CredentialRecord> find(String consumer) {
    // What no consumer can have is not looked for: PostgreSQL takes no text with a NUL.
    return ConsumerRecord.isName(consumer)
        ? pool.read(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(FIND)) {
                query.setString(1, consumer);
                return records(query);
              }
            })
        : List.of();
  }

  @Override
  public List<CredentialRecord> expiring(Instant after, Instant until) {
    return pool.read(connection -> expiring(connection, after, until));
  }

  private static List<CredentialRecord> expiring(
      Connection connection, Instant after, Instant until) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(EXPIRING)) {
      query.setLong(1, after.getEpochSecond());
      query.setLong(2, until.getEpochSecond());
      return records(query);
    }
  }

  private static List<CredentialRecord> records(PreparedStatement query) throws SQLException {
    List<CredentialRecord> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(fromRow(row));
      }
    }
    return List.copyOf(found);
  }

  private static CredentialRecord fromRow(ResultSet row) throws SQLException {
    return new CredentialRecord(
        row.getString("consumer"),
        row.getString("id"),
        CredentialKind.valueOf(row.getString("kind")),
        row.getString("value"),
        row.getString("label"),
        Instant.ofEpochSecond(row.getLong("created_at")),
        time(row, "expires_at"),
        time(row, "last_used_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long seconds = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochSecond(seconds);
  }
}

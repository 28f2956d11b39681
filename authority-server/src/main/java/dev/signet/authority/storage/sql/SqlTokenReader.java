package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.TokenReader;
import dev.signet.authority.storage.TokenRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;

/** Finds the records of tokens in a table, on connections that cannot write. */
record SqlTokenReader(ReadOnlyPool pool) implements TokenReader {
  private static final String FIND =
      """
      SELECT jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors
      FROM tokens WHERE jti = ?
      """;

  private static final String COUNT = "SELECT count(*) FROM tokens";

  @Override
  public Optional<TokenRecord> find(String jti) {
    return pool.read(connection -> find(connection, jti));
  }

  private static Optional<TokenRecord> find(Connection connection, String jti) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, jti);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(fromRow(row)) : Optional.empty();
      }
    }
  }

  private static TokenRecord fromRow(ResultSet row) throws SQLException {
    return new TokenRecord(
        row.getString("jti"),
        row.getString("subject"),
        row.getString("client_id"),
        Words.split(row.getString("audience")),
        new LinkedHashSet<>(Words.split(row.getString("scopes"))),
        Instant.ofEpochSecond(row.getLong("issued_at")),
        Instant.ofEpochSecond(row.getLong("expires_at")),
        row.getString("key_id"),
        Words.split(row.getString("ancestors")));
  }

  @Override
  public long count() {
    return pool.read(SqlTokenReader::count);
  }

  private static long count(Connection connection) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT);
        ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}

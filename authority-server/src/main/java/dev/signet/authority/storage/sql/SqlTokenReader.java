package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.TokenReader;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Finds the records of tokens in a table, on connections that cannot write. */
record SqlTokenReader(ReadOnlyPool pool) implements TokenReader {
  static final String COLUMNS =
      """
      SELECT jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors
      FROM tokens
      """;

  private static final String FIND = COLUMNS + "WHERE jti = ?";

  @Override
  public Optional<TokenRecord> find(String jti) {
    // What no token can have is not looked for: PostgreSQL takes no text with a NUL.
    return TokenRecord.isJti(jti)
        ? pool.read(connection -> find(connection, jti))
        : Optional.empty();
  }

  private static Optional<TokenRecord> find(Connection connection, String jti) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, jti);
      return read(find).stream().findFirst();
    }
  }

  @Override
  public List<TokenRecord> page(Selection selection, Optional<Place> after, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return pool.read(connection -> new TokenSearch(connection).page(selection, after, most));
  }

  @Override
  public long count(Selection selection) {
    return pool.read(connection -> new TokenSearch(connection).count(selection));
  }

  /** The tokens that a query with {@link #COLUMNS} finds. */
  static List<TokenRecord> read(PreparedStatement query) throws SQLException {
    List<TokenRecord> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(fromRow(row));
      }
    }
    return found;
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
}

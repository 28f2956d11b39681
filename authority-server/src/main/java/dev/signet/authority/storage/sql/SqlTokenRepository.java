package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Keeps the records of tokens in a table, through the writer that commits in groups. */
record SqlTokenRepository(GroupCommitWriter writer) implements TokenRepository {
  private static final String INSERT =
      """
      INSERT INTO tokens
        (jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (jti) DO NOTHING
      """;

  private static final String PURGE =
      """
      DELETE FROM tokens WHERE id IN
        (SELECT id FROM tokens WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
      """;

  @Override
  public void add(TokenRecord record) {
    int kept = writer.write(connection -> insert(connection, record));
    if (kept == 0) {
      throw new StorageException.Duplicate("a token with this jti is already kept");
    }
  }

  private static int insert(Connection connection, TokenRecord record) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, record.jti());
      insert.setString(2, record.subject());
      insert.setString(3, record.clientId());
      insert.setString(4, Words.join(record.audience()));
      insert.setString(5, Words.join(record.scopes()));
      insert.setLong(6, record.issuedAt().getEpochSecond());
      insert.setLong(7, record.expiresAt().getEpochSecond());
      insert.setString(8, record.keyId());
      insert.setString(9, Words.join(record.ancestors()));
      return insert.executeUpdate();
    }
  }

  @Override
  public int purgeExpired(Instant before, int maxRecords) {
    if (maxRecords < 1) {
      throw new IllegalArgumentException("maxRecords must be at least 1");
    }
    return writer.write(connection -> purge(connection, before, maxRecords));
  }

  private static int purge(Connection connection, Instant before, int maxRecords)
      throws SQLException {
    try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
      purge.setLong(1, before.getEpochSecond());
      purge.setInt(2, maxRecords);
      return purge.executeUpdate();
    }
  }
}

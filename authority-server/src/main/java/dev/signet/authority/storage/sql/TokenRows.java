package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Keeps the records of tokens as rows, through the writer that commits in groups. */
public record TokenRows(GroupCommitWriter writer) {
  // No target: which index tells a jti twice is for the engine to know.
  private static final String INSERT =
      """
      INSERT INTO tokens
        (jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /** See {@link dev.signet.authority.storage.TokenRepository#add}. */
  public void add(TokenRecord record) {
    int kept = writer.write(INSERT, insert -> bind(insert, record));
    if (kept == 0) {
      throw new StorageException.Duplicate("a token with this jti is already kept");
    }
  }

  private static void bind(PreparedStatement insert, TokenRecord record) throws SQLException {
    insert.setString(1, record.jti());
    insert.setString(2, record.subject());
    insert.setString(3, record.clientId());
    insert.setString(4, Words.join(record.audience()));
    insert.setString(5, Words.join(record.scopes()));
    insert.setLong(6, record.issuedAt().getEpochSecond());
    insert.setLong(7, record.expiresAt().getEpochSecond());
    insert.setString(8, record.keyId());
    insert.setString(9, Words.join(record.ancestors()));
  }
}

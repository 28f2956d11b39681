package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.sql.TokenRows;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Keeps the records of tokens in one table, and purges it row by row. */
record SqliteTokenRepository(GroupCommitWriter writer) implements TokenRepository {
  private static final String PURGE =
      """
      DELETE FROM tokens WHERE id IN
        (SELECT id FROM tokens WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
      """;

  @Override
  public void add(TokenRecord record) {
    new TokenRows(writer).add(record);
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

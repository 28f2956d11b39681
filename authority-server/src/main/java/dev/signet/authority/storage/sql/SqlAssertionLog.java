package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.assertion.AssertionUse;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Keeps each use as a row, through the writer that commits in groups. */
record SqlAssertionLog(GroupCommitWriter writer) implements AssertionLog {
  private static final String INSERT =
      "INSERT INTO used_assertions (hash, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String PURGE =
      """
      DELETE FROM used_assertions WHERE hash IN
        (SELECT hash FROM used_assertions WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
      """;

  @Override
  public boolean isFirst(AssertionUse use) {
    return writer.write(INSERT, insert -> bind(insert, use)) == 1;
  }

  private static void bind(PreparedStatement insert, AssertionUse use) throws SQLException {
    insert.setString(1, use.hash());
    insert.setLong(2, use.expiresAt().plusNanos(999_999_999).getEpochSecond());
  }

  @Override
  public int purgeExpired(Instant before, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return writer.write(connection -> purge(connection, before, most));
  }

  private static int purge(Connection connection, Instant before, int most) throws SQLException {
    try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
      purge.setLong(1, before.getEpochSecond());
      purge.setInt(2, most);
      return purge.executeUpdate();
    }
  }
}

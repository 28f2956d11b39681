package dev.signet.benchmarks.revocation.list;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;

/**
 * The embedded database of an authority that was never started, filled with revoked tokens as the
 * authority would have written them one by one.
 */
final class RevocationDatabase {
  private static final int JTI_BYTES = 16;
  private static final String INSERT =
      "INSERT INTO revocations (id, jti, expires_at, reason, created_at)"
          + " VALUES (?, ?, ?, 'by its client', ?)";

  private final String url;
  private final SecureRandom random = new SecureRandom();

  RevocationDatabase(Path file) {
    this.url = "jdbc:sqlite:" + file;
  }

  /**
   * Revokes so many tokens, each by a change of its own, in one transaction.
   *
   * @param expiry of all of them
   */
  void fill(int entries, Instant now, Instant expiry) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      insert(connection, entries, now, expiry);
      statement.executeUpdate("UPDATE revocation_list SET change = " + entries);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the authority's database is not as it was", e);
    }
  }

  private void insert(Connection connection, int entries, Instant now, Instant expiry)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(3, expiry.getEpochSecond());
      insert.setLong(4, now.getEpochSecond());
      for (int id = 1; id <= entries; id++) {
        insert.setLong(1, id);
        insert.setString(2, newJti());
        insert.executeUpdate();
      }
    }
  }

  private String newJti() {
    byte[] bytes = new byte[JTI_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

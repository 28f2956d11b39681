package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.credential.CredentialUse;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the credentials of clients in a table, through the writer that commits in groups. */
record SqlCredentialRepository(GroupCommitWriter writer) implements CredentialRepository {
  // Whoever adds holds the client's row until the commit, so that two nodes count one by one.
  private static final String HOLD = "UPDATE consumers SET enabled = enabled WHERE name = ?";
  private static final String FORGET_EXPIRED =
      "DELETE FROM client_credentials WHERE consumer = ? AND expires_at <= ?";
  private static final String COUNT = "SELECT count(*) FROM client_credentials WHERE consumer = ?";
  private static final String INSERT =
      """
      INSERT INTO client_credentials
        (consumer, id, kind, value, label, created_at, expires_at, last_used_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String EXPIRE =
      """
      UPDATE client_credentials SET expires_at = ?
      WHERE consumer = ? AND id = ? AND (expires_at IS NULL OR expires_at > ?)
      """;
  private static final String USE =
      """
      UPDATE client_credentials SET last_used_at = ?
      WHERE consumer = ? AND id = ? AND (last_used_at IS NULL OR last_used_at < ?)
      """;

  @Override
  public boolean add(CredentialRecord credential, int most) {
    return writer.write(connection -> add(connection, credential, most));
  }

  private static boolean add(Connection connection, CredentialRecord credential, int most)
      throws SQLException {
    try (PreparedStatement hold = connection.prepareStatement(HOLD);
        PreparedStatement forget = connection.prepareStatement(FORGET_EXPIRED)) {
      hold.setString(1, credential.consumer());
      hold.executeUpdate();
      forget.setString(1, credential.consumer());
      forget.setLong(2, credential.createdAt().getEpochSecond());
      forget.executeUpdate();
    }
    return count(connection, credential.consumer()) < most && insert(connection, credential);
  }

  private static int count(Connection connection, String consumer) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setString(1, consumer);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static boolean insert(Connection connection, CredentialRecord credential)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, credential.consumer());
      insert.setString(2, credential.id());
      insert.setString(3, credential.kind().name());
      insert.setString(4, credential.value());
      insert.setString(5, credential.label());
      insert.setLong(6, credential.createdAt().getEpochSecond());
      setTime(insert, 7, credential.expiresAt());
      setTime(insert, 8, credential.lastUsedAt());
      return insert.executeUpdate() == 1;
    }
  }

  private static void setTime(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, time.getEpochSecond());
    }
  }

  @Override
  public boolean expire(String consumer, String id, Instant at) {
    return writer.write(
            connection -> stamp(connection, EXPIRE, List.of(new CredentialUse(consumer, id, at))))
        == 1;
  }

  @Override
  public void takeDown(Collection<CredentialUse> uses) {
    List<CredentialUse> all = List.copyOf(uses);
    writer.write(connection -> stamp(connection, USE, all));
  }

  /** Both statements set a time, and ask that it changes something. */
  private static int stamp(Connection connection, String sql, List<CredentialUse> times)
      throws SQLException {
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (CredentialUse each : times) {
        statement.setLong(1, each.at().getEpochSecond());
        statement.setString(2, each.consumer());
        statement.setString(3, each.id());
        statement.setLong(4, each.at().getEpochSecond());
        changed += statement.executeUpdate();
      }
    }
    return changed;
  }
}

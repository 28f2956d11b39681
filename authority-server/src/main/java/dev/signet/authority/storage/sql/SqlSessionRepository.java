package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.session.SessionRecord;
import dev.signet.authority.storage.session.SessionRepository;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Keeps sessions in a table. */
record SqlSessionRepository(ReadOnlyPool pool, GroupCommitWriter writer)
    implements SessionRepository {
  private static final String INSERT =
      """
      INSERT INTO sessions (hash, user_name, signed_in_at, last_seen_at, expires_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (hash) DO UPDATE SET
        user_name = excluded.user_name, signed_in_at = excluded.signed_in_at,
        last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at
      """;
  private static final String FIND =
      "SELECT hash, user_name, signed_in_at, last_seen_at, expires_at FROM sessions WHERE hash = ?";
  private static final String SEE =
      "UPDATE sessions SET last_seen_at = ? WHERE hash = ? AND last_seen_at < ?";
  private static final String REMOVE = "DELETE FROM sessions WHERE hash = ?";
  private static final String PURGE =
      """
      DELETE FROM sessions WHERE hash IN (
        SELECT hash FROM sessions WHERE expires_at <= ? OR last_seen_at <= ? LIMIT ?)
      """;

  @Override
  public void add(SessionRecord session) {
    writer.write(
        INSERT,
        row -> {
          row.setString(1, session.hash());
          row.setString(2, session.user());
          row.setLong(3, session.signedInAt().getEpochSecond());
          row.setLong(4, session.lastSeenAt().getEpochSecond());
          row.setLong(5, session.expiresAt().getEpochSecond());
        });
  }

  @Override
  public Optional<SessionRecord> find(String hash) {
    return pool.read(connection -> find(connection, hash));
  }

  private static Optional<SessionRecord> find(Connection connection, String hash)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, hash);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(fromRow(row)) : Optional.empty();
      }
    }
  }

  private static SessionRecord fromRow(ResultSet row) throws SQLException {
    return new SessionRecord(
        row.getString("hash"),
        row.getString("user_name"),
        Instant.ofEpochSecond(row.getLong("signed_in_at")),
        Instant.ofEpochSecond(row.getLong("last_seen_at")),
        Instant.ofEpochSecond(row.getLong("expires_at")));
  }

  @Override
  public void see(String hash, Instant at) {
    writer.write(
        SEE,
        row -> {
          row.setLong(1, at.getEpochSecond());
          row.setString(2, hash);
          row.setLong(3, at.getEpochSecond());
        });
  }

  @Override
  public boolean remove(String hash) {
    return writer.write(REMOVE, row -> row.setString(1, hash)) > 0;
  }

  @Override
  public int purge(Instant now, Instant idleSince, int most) {
    return writer.write(
        PURGE,
        row -> {
          row.setLong(1, now.getEpochSecond());
          row.setLong(2, idleSince.getEpochSecond());
          row.setInt(3, most);
        });
  }
}

package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.KeyRingRecord;
import dev.signet.authority.storage.KeyRingRepository;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keeps the ring in one row, and each of its keys in another. */
record SqlKeyRingRepository(ReadOnlyPool pool, GroupCommitWriter writer)
    implements KeyRingRepository {
  // One statement sees one state of the database, whatever is committed meanwhile.
  private static final String FIND =
      """
      SELECT key_ring.version, key_ring.manifest, signing_keys.kid, signing_keys.pem
      FROM key_ring LEFT JOIN signing_keys ON 1 = 1
      """;

  private static final String TURN =
      "UPDATE key_ring SET version = ?, manifest = ? WHERE version = ?";

  private static final String KIDS = "SELECT kid FROM signing_keys";
  private static final String DELETE = "DELETE FROM signing_keys WHERE kid = ?";
  private static final String INSERT = "INSERT INTO signing_keys (kid, pem) VALUES (?, ?)";

  @Override
  public KeyRingRecord find() {
    return pool.read(SqlKeyRingRepository::find);
  }

  @Override
  public boolean replace(KeyRingRecord next) {
    return writer.write(connection -> replace(connection, next));
  }

  private static KeyRingRecord find(Connection connection) throws SQLException {
    long version = 0;
    String manifest = "";
    Map<String, String> keys = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(FIND);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        version = row.getLong("version");
        manifest = row.getString("manifest");
        String kid = row.getString("kid");
        if (kid != null) {
          keys.put(kid, row.getString("pem"));
        }
      }
    }
    return new KeyRingRecord(version, manifest, keys);
  }

  private static boolean replace(Connection connection, KeyRingRecord next) throws SQLException {
    try (PreparedStatement turn = connection.prepareStatement(TURN)) {
      turn.setLong(1, next.version());
      turn.setString(2, next.manifest());
      turn.setLong(3, next.version() - 1);
      if (turn.executeUpdate() == 0) {
        return false;
      }
    }
    Set<String> kept = kids(connection);
    for (String kid : kept) {
      if (!next.keys().containsKey(kid)) {
        execute(connection, DELETE, kid);
      }
    }
    for (Map.Entry<String, String> key : next.keys().entrySet()) {
      if (!kept.contains(key.getKey())) {
        execute(connection, INSERT, key.getKey(), key.getValue());
      }
    }
    return true;
  }

  private static Set<String> kids(Connection connection) throws SQLException {
    Set<String> kids = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(KIDS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        kids.add(row.getString("kid"));
      }
    }
    return kids;
  }

  private static void execute(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}

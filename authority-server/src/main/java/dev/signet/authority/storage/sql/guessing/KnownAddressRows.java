package dev.signet.authority.storage.sql.guessing;

import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.guessing.KnownAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of addresses from which names signed in well. */
final class KnownAddressRows {
  private static final String INSERT =
      """
      INSERT INTO known_addresses (name_hash, address, seen_at) VALUES (?, ?, ?)
      ON CONFLICT (name_hash, address) DO UPDATE SET seen_at = excluded.seen_at
      WHERE excluded.seen_at > known_addresses.seen_at
      """;
  private static final String TRIM =
      """
      DELETE FROM known_addresses WHERE name_hash = ? AND address NOT IN (
        SELECT address FROM known_addresses WHERE name_hash = ?
        ORDER BY seen_at DESC, address LIMIT ?)
      """;
  private static final String SINCE =
      """
      SELECT name_hash, address, seen_at FROM known_addresses WHERE seen_at >= ?
      ORDER BY seen_at DESC, name_hash, address LIMIT ?
      """;
  private static final String PURGE =
      """
      DELETE FROM known_addresses WHERE (name_hash, address) IN (
        SELECT name_hash, address FROM known_addresses WHERE seen_at < ?
        ORDER BY seen_at LIMIT ?)
      """;

  private KnownAddressRows() {}

  static void insert(Connection connection, List<KnownAddress> addresses) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement trim = connection.prepareStatement(TRIM)) {
      for (KnownAddress each : addresses) {
        insert.setString(1, each.name());
        insert.setString(2, each.address());
        insert.setLong(3, each.seenAt().toEpochMilli());
        insert.addBatch();
        trim.setString(1, each.name());
        trim.setString(2, each.name());
        trim.setInt(3, GuessRepository.ADDRESSES_OF_A_NAME);
        trim.addBatch();
      }
      insert.executeBatch();
      trim.executeBatch();
    }
  }

  static List<KnownAddress> since(Connection connection, Instant time, int most)
      throws SQLException {
    List<KnownAddress> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(SINCE)) {
      query.setLong(1, time.toEpochMilli());
      query.setInt(2, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new KnownAddress(
                  rows.getString("name_hash"),
                  rows.getString("address"),
                  Instant.ofEpochMilli(rows.getLong("seen_at"))));
        }
      }
    }
    return found;
  }

  static int purge(Connection connection, Instant before, int most) throws SQLException {
    try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
      purge.setLong(1, before.toEpochMilli());
      purge.setInt(2, most);
      return purge.executeUpdate();
    }
  }
}

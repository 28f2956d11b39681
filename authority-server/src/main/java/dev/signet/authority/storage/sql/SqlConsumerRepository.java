package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.ConsumerRepository;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;

/** Keeps consumers in a table, through the writer that commits in groups. */
record SqlConsumerRepository(GroupCommitWriter writer) implements ConsumerRepository {
  private static final String INSERT =
      """
      INSERT INTO consumers
        (kind, credential, enabled, audiences, scopes, lifetime, grant_types, bound, provides,
          details, created_at, name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      """;

  @Override
  public void add(ConsumerRecord consumer) {
    int kept = writer.write(connection -> insert(connection, consumer));
    if (kept == 0) {
      throw new StorageException.Duplicate("the name is taken: " + consumer.name());
    }
  }

  @Override
  public void setEnabled(String name, boolean enabled) {
    set(name, "UPDATE consumers SET enabled = ? WHERE name = ?", enabled);
  }

  @Override
  public void setCredential(String name, String credential) {
    set(name, "UPDATE consumers SET credential = ? WHERE name = ?", credential);
  }

  @Override
  public void setBound(String name, TokenRights.Bound bound) {
    set(name, "UPDATE consumers SET bound = ? WHERE name = ?", bound.name());
  }

  /** Changes one column alone: whoever changes another at the same time is not undone. */
  private void set(String name, String sql, Object value) {
    int changed =
        writer.write(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setObject(1, value);
                update.setString(2, name);
                return update.executeUpdate();
              }
            });
    if (changed == 0) {
      throw new StorageException.Absent("no consumer has the name " + name);
    }
  }

  private static int insert(Connection connection, ConsumerRecord consumer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, consumer.kind().name());
      statement.setString(2, consumer.credential());
      statement.setBoolean(3, consumer.enabled());
      statement.setString(4, Words.join(consumer.rights().audiences()));
      statement.setString(5, Words.join(consumer.rights().scopes()));
      setSeconds(statement, 6, consumer.rights().lifetime());
      statement.setString(7, Words.join(consumer.rights().grantTypes()));
      statement.setString(8, consumer.rights().bound().name());
      statement.setString(9, Words.join(consumer.provides()));
      statement.setString(10, ConsumerDetails.toJson(consumer.details()));
      statement.setLong(11, consumer.createdAt().getEpochSecond());
      statement.setString(12, consumer.name());
      return statement.executeUpdate();
    }
  }

  private static void setSeconds(PreparedStatement statement, int index, Optional<Duration> value)
      throws SQLException {
    if (value.isPresent()) {
      statement.setLong(index, value.get().toSeconds());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }
}

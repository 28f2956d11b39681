package dev.signet.quota.postgres;

import dev.signet.quota.count.Counts;
import dev.signet.quota.count.SharedCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A PostgreSQL in which several processes share one count: version 9.5 or later.
 *
 * <p>Connections come from the host's pool, at most 16 at once for each quotas built; its time-outs
 * for connecting and for sockets decide how long a thread hangs with a server that hangs, while the
 * call itself waits no longer than it may. Immutable and thread-safe.
 */
public final class PostgresCounts implements SharedCounts {
  /** The statement that makes the table, for hosts that make their tables by migrations. */
  public static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS signet_quota (
        id         TEXT PRIMARY KEY,
        state      BYTEA,
        expires_at BIGINT
      )
      """;

  static final String TABLE_NAME = "signet_quota";

  private final DataSource source;

  private PostgresCounts(DataSource source) {
    this.source = source;
  }

  /** The PostgreSQL that these connections lead to, in the schema that they find first. */
  public static PostgresCounts over(DataSource source) {
    return new PostgresCounts(Objects.requireNonNull(source, "source"));
  }

  /**
   * Makes the table unless it is there. Two processes may do so at once; one of them may fail then,
   * and finds it there when it tries again.
   *
   * @throws SQLException if the server cannot be reached or the user may not make tables
   */
  public void createTable() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  @Override
  public Counts open(Clock clock, Duration longestWait) {
    return new PostgresStore(source, clock, longestWait);
  }
}

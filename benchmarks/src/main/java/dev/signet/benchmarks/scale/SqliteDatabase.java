package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.serving.AuthorityUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** The embedded database. Its work is done in the authority's own process. */
record SqliteDatabase(Path folder) implements Database {
  private static final String WRITTEN = "write_bytes: ";

  @Override
  public String name() {
    return "SQLite";
  }

  @Override
  public Map<String, String> settings() {
    return AuthorityUnderTest.embedded(folder);
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("signet.db"));
  }

  @Override
  public String fill() {
    return """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO tokens
          (jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors)
        SELECT printf('A%07x', i) || lower(hex(randomblob(11))),
          'holder-' || abs(random() % 100000), 'billing',
          'orders', 'orders.read', unixepoch(), unixepoch() + 7200 + i / 1000,
          'wYz4CNaPyNGHQlDLU2w3Zl4wZ7k3Zl4wZ7k3Zl4wZ7k', ''
        FROM n
        """;
  }

  @Override
  public void settle() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Override
  public Duration cpuTime() {
    return Duration.ZERO;
  }

  @Override
  public long writtenBytes(long authorityPid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + authorityPid + "/io")).stream()
        .filter(line -> line.startsWith(WRITTEN))
        .mapToLong(line -> Long.parseLong(line.substring(WRITTEN.length())))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    // There is no process of its own, and the folder is removed by who made it.
  }
}

package dev.signet.benchmarks.scale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of its own, from Maven Central, which flushes to the disk. */
final class PostgresDatabase implements Database {
  /** 32 bytes that nodes share; nobody guards them. */
  private static final String HASH_KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final EmbeddedPostgres server;
  private final ProcessHandle postmaster;

  private PostgresDatabase(EmbeddedPostgres server, ProcessHandle postmaster) {
    this.server = server;
    this.postmaster = postmaster;
  }

  /** Starts it, as PostgreSQL comes, but for flushing and for room in memory and in its log. */
  static PostgresDatabase start(Path folder) throws IOException {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "2GB")
            .setServerConfig("max_wal_size", "8GB")
            .start();
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return new PostgresDatabase(server, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "SIGNET_STORAGE_DATABASE",
        url(),
        "SIGNET_STORAGE_USER",
        "postgres",
        "SIGNET_SECRETS_HASH_KEY",
        HASH_KEY,
        // Nodes share their keys.
        "SIGNET_KEYS_STORE",
        "database");
  }

  private String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url() + "?user=postgres");
  }

  /** All into the partition that the authority made last, which new records go to. */
  @Override
  public String fill() {
    return """
        INSERT INTO tokens
          (jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors)
        SELECT 'A' || lpad(to_hex(i), 7, '0') || substr(md5(random()::text || i), 1, 22),
          'holder-' || (random() * 100000)::int,
          'billing', 'orders', 'orders.read', extract(epoch FROM now())::bigint,
          hour * 3600 + i / 1000, 'wYz4CNaPyNGHQlDLU2w3Zl4wZ7k3Zl4wZ7k3Zl4wZ7k', ''
        FROM (SELECT expires_at / 3600 AS hour FROM tokens ORDER BY expires_at DESC LIMIT 1) AS last,
          generate_series(1, ?) AS i
        """;
  }

  @Override
  public void settle() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE tokens");
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public Duration cpuTime() {
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .map(each -> each.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What its log has grown to; tables follow at the next checkpoint. */
  @Override
  public long writtenBytes(long authorityPid) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package dev.signet.benchmarks.quota;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.signet.quota.postgres.PostgresCounts;
import dev.signet.quota.redis.RedisCounts;
import io.lettuce.core.RedisURI;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers of a measurement, which end with it; for one thread. */
final class Stores implements Closeable {
  private final Path folder;
  private final Deque<Closeable> started = new ArrayDeque<>();

  Stores(Path folder) {
    this.folder = folder;
  }

  /**
   * A PostgreSQL from Maven Central, which flushes to the disk, and a pool of connections to it.
   */
  PostgresCounts postgres() throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    started.push(server);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://localhost:" + server.getPort() + "/postgres");
    config.setUsername("postgres");
    HikariDataSource pool = new HikariDataSource(config);
    started.push(pool);
    PostgresCounts counts = PostgresCounts.over(pool);
    counts.createTable();
    return counts;
  }

  /** A Redis that keeps nothing on the disk; empty if none is installed. */
  Optional<RedisCounts> redis() throws IOException {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int port = freePort();
    String[] command = {
      program.get().toString(),
      "--port",
      Integer.toString(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--dir",
      folder.toString()
    };
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.push(server::destroy);
    return Optional.of(RedisCounts.at(RedisURI.create("redis://127.0.0.1:" + port)));
  }

  private static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .map(directory -> Path.of(directory, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}

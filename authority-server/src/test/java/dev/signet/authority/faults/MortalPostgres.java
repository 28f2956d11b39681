package dev.signet.authority.faults;

import dev.signet.authority.process.Waiting;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.postgres.PostgresAddress;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server that flushes to the disk, can be killed, and comes back at the same address
 * with what it had flushed. For one thread.
 */
final class MortalPostgres implements AutoCloseable {
  private static final String USER = "postgres";

  private final Path data;
  private final Map<String, String> options;
  private EmbeddedPostgres server;

  private MortalPostgres(Path data, Map<String, String> options, EmbeddedPostgres server) {
    this.data = data;
    this.options = options;
    this.server = server;
  }

  /** Starts one with its data in a folder that is not there yet. */
  static MortalPostgres start(Path data, Map<String, String> options) {
    return new MortalPostgres(data, options, launch(data, options, 0));
  }

  private static EmbeddedPostgres launch(Path data, Map<String, String> options, int port) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on");
    options.forEach(builder::setServerConfig);
    if (port > 0) {
      builder.setPort(port);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a database with nothing in it. */
  PostgresSettings emptyDatabase(String name) throws SQLException {
    execute("postgres", "CREATE DATABASE " + name);
    return settings(name);
  }

  private PostgresSettings settings(String database) {
    PostgresAddress address = new PostgresAddress(url(database));
    return new PostgresSettings(
        address, USER, "", address.usualTls(), null, WriterSettings.DEFAULT);
  }

  String url(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  /** A session of somebody else. */
  Connection connect(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser(USER);
    source.setApplicationName("somebody else");
    return source.getConnection();
  }

  void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** SIGKILL to all its processes, and waits until they are gone. */
  void kill() {
    ProcessHandle first = postmaster();
    List<ProcessHandle> sessions = first.descendants().toList();
    // The first to go, or it would end them in good order.
    first.destroyForcibly();
    sessions.forEach(ProcessHandle::destroyForcibly);
    Waiting.until("the database is gone", () -> !first.isAlive());
    Waiting.until(
        "its sessions are gone", () -> sessions.stream().noneMatch(ProcessHandle::isAlive));
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Comes back after a kill, and waits until it answers. */
  void restart() {
    int port = server.getPort();
    close();
    server = launch(data, options, port);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.signet.quota.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.signet.quota.Waiting;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL of a test, which can be killed, stopped and started again at the same address. */
public final class PostgresServer implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;

  private PostgresServer(Path data) {
    this.data = data;
    this.server = launch(0);
  }

  /** Starts one with its data in a folder that is not there yet. */
  public static PostgresServer start(Path data) {
    return new PostgresServer(data);
  }

  private EmbeddedPostgres launch(int port) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // Else what was answered may not be there after a kill.
            .setServerConfig("synchronous_commit", "on");
    if (port > 0) {
      builder.setPort(port);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pool such as a provider has; its time-outs are short, so that tests are. */
  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://localhost:" + server.getPort() + "/postgres");
    config.setUsername("postgres");
    config.setMaximumPoolSize(8);
    config.setConnectionTimeout(1_000);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "2");
    return new HikariDataSource(config);
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
    server = launch(port);
  }

  /** Its sessions stand still with their connections open, or go on. */
  void stop(boolean still) throws IOException, InterruptedException {
    String signal = still ? "-STOP" : "-CONT";
    for (ProcessHandle session : postmaster().descendants().toList()) {
      new ProcessBuilder("kill", signal, Long.toString(session.pid())).start().waitFor();
    }
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

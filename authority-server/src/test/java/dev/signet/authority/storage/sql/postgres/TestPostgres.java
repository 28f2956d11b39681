package dev.signet.authority.storage.sql.postgres;

import static java.util.Objects.requireNonNullElse;

import dev.signet.authority.storage.sql.connection.WriterSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server for tests: one for each JVM, from Maven Central, which ends with the JVM and
 * runs with fsync off; or the one that {@code SIGNET_TEST_POSTGRES} names with the address of a
 * database, whose user may make others: {@code
 * jdbc:postgresql://localhost/postgres?user=…&password=…}.
 */
public final class TestPostgres {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String host;
  private final int port;
  private final String user;
  private final String password;
  private final Queue<String> made = new ConcurrentLinkedQueue<>();

  private TestPostgres(String host, int port, String user, String password) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /** The server of this JVM, and the database that others are copied from. */
  private static final class Shared {
    static final TestPostgres SERVER = find();
    static final String TEMPLATE = SERVER.migrated();
  }

  private static TestPostgres find() {
    String given = System.getenv("SIGNET_TEST_POSTGRES");
    return given == null || given.isEmpty() ? start(true) : given(given);
  }

  private static TestPostgres given(String url) {
    PGSimpleDataSource parsed = new PGSimpleDataSource();
    parsed.setUrl(url);
    TestPostgres server =
        new TestPostgres(
            parsed.getServerNames()[0],
            parsed.getPortNumbers()[0],
            requireNonNullElse(parsed.getUser(), "postgres"),
            requireNonNullElse(parsed.getPassword(), ""));
    Runtime.getRuntime().addShutdownHook(new Thread(server::dropAll, "drop-test-databases"));
    return server;
  }

  /** A server that outlives the tests is left as it was. */
  private void dropAll() {
    for (String name : made) {
      execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
      execute("postgres", "DROP ROLE IF EXISTS " + userOf(name));
    }
  }

  /** A user of a database that may do nothing elsewhere, if a test makes one. */
  static String userOf(String database) {
    return "user_of_" + database;
  }

  @SuppressWarnings("resource") // It ends with the JVM, by a hook of its own.
  private static TestPostgres start(boolean shared) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectoryCustomizer(TestPostgres::askForPasswords);
      if (!shared) {
        builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
      }
      EmbeddedPostgres server = builder.start();
      return new TestPostgres("localhost", server.getPort(), "postgres", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only the user who may do everything needs no password. */
  private static void askForPasswords(File data) {
    try {
      Files.writeString(
          data.toPath().resolve("pg_hba.conf"),
          """
          host all postgres 127.0.0.1/32 trust
          host all postgres ::1/128      trust
          host all all      all          scram-sha-256
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server that tests share. */
  public static TestPostgres shared() {
    return Shared.SERVER;
  }

  /** Another server, from Maven Central whatever is given, which flushes to the disk. */
  public static TestPostgres durable() {
    return start(false);
  }

  /** A new database with the schema in it, on the server that tests share. */
  public static PostgresSettings migratedDatabase() {
    return shared().newDatabase("TEMPLATE " + Shared.TEMPLATE);
  }

  /** A new database with nothing in it. */
  public PostgresSettings emptyDatabase() {
    return newDatabase("");
  }

  private String migrated() {
    PostgresSettings template = emptyDatabase();
    PostgresStorage.open(template).close();
    return template.address().database();
  }

  /** A new database, made with these options. */
  PostgresSettings newDatabase(String options) {
    long process = ProcessHandle.current().pid();
    String name = "signet_test_" + process + "_" + NUMBER.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name + " " + options);
    made.add(name);
    return settings(name);
  }

  /** A connection to a database, as the user who may do everything. */
  public Connection connect(PostgresSettings database) throws SQLException {
    return connect(database.address().database());
  }

  /** The settings of a database on this server. */
  public PostgresSettings settings(String database) {
    PostgresAddress address = new PostgresAddress(url(database));
    return new PostgresSettings(
        address, user, password, address.usualTls(), null, WriterSettings.DEFAULT);
  }

  /** The address of a database on this server. */
  public String url(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Executes statements in a database, as the user who may do everything. */
  public void execute(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Executes statements in a database of the server that tests share. */
  public static void execute(PostgresSettings database, String... statements) {
    shared().execute(database.address().database(), statements);
  }

  /** The time of a database. */
  public static Instant time(PostgresSettings database) {
    return new PostgresServer(database).run(PostgresServer::time);
  }

  /** Ends the sessions of a database that listen to changes. */
  public static void endListeners(PostgresSettings database) {
    execute(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = '"
            + PostgresServer.LISTENER
            + "'");
  }

  /** A socket to the server. */
  Socket openSocket() throws IOException {
    return new Socket(host, port);
  }

  /** A connection as the user who may do everything. */
  public Connection connect(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser(user);
    source.setPassword(password);
    return source.getConnection();
  }
}

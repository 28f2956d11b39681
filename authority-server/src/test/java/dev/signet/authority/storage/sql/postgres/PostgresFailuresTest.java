package dev.signet.authority.storage.sql.postgres;

import static dev.signet.authority.storage.TestRecords.application;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault says which setting or command mends it, and tells no password. */
class PostgresFailuresTest {
  private static final String PASSWORD = "open sesame";

  private final TestPostgres server = TestPostgres.shared();
  private final PostgresSettings database = server.emptyDatabase();
  private final String name = database.address().database();

  private static String failure(PostgresSettings settings) {
    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> PostgresStorage.open(settings).close());
    assertThat(failure).as("it opens").isNotNull();
    assertThat(failure.getMessage())
        .startsWith("PostgreSQL: postgresql://")
        .doesNotContain(PASSWORD);
    return String.valueOf(failure.getMessage());
  }

  private static PostgresSettings with(PostgresSettings settings, String user, String password) {
    return new PostgresSettings(
        settings.address(), user, password, settings.tls(), null, WriterSettings.DEFAULT);
  }

  /** A user of this database alone, who owns nothing. */
  private PostgresSettings newUser(String options) {
    String user = TestPostgres.userOf(name);
    server.execute(name, "CREATE ROLE " + user + " LOGIN PASSWORD '" + PASSWORD + "' " + options);
    return with(database, user, PASSWORD);
  }

  @Test
  void saysWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PostgresAddress nowhere = new PostgresAddress("jdbc:postgresql://localhost:" + port + "/x");

    assertThat(
            failure(
                new PostgresSettings(
                    nowhere, "me", PASSWORD, Tls.PREFER, null, WriterSettings.DEFAULT)))
        .contains("cannot be reached", "storage.database", "localhost:" + port);
  }

  @Test
  void saysWhenThePasswordIsWrong() {
    PostgresSettings user = newUser("");

    assertThat(failure(with(user, String.valueOf(user.user()), "another")))
        .contains("refuses the user user_of_", "storage.user", "storage.passwordFile");
  }

  @Test
  void saysWhenThereIsNoPassword() {
    PostgresSettings user = newUser("");

    assertThat(failure(with(user, String.valueOf(user.user()), "")))
        .contains("storage.passwordFile");
  }

  @Test
  void saysWhenThereIsNoSuchDatabase() {
    assertThat(failure(server.settings("no_such_database")))
        .contains("is not there", "createdb no_such_database", "storage.database");
  }

  @Test
  void saysWhenTheUserMayNotMakeTables() {
    server.execute(name, "REVOKE CREATE ON SCHEMA public FROM public");

    assertThat(failure(newUser(""))).contains("ALTER DATABASE " + name + " OWNER TO");
  }

  @Test
  void saysWhenThereAreTooManyConnections() {
    assertThat(failure(newUser("CONNECTION LIMIT 0")))
        .contains("no connection left", "max_connections");
  }

  @Test
  void saysWhenItIsAStandby() {
    PostgresSettings migrated = TestPostgres.migratedDatabase();
    String standby = migrated.address().database();
    server.execute(
        standby, "ALTER DATABASE " + standby + " SET default_transaction_read_only = on");

    try (Storage storage = PostgresStorage.open(migrated)) {
      StorageException failure =
          catchThrowableOfType(
              StorageException.class, () -> storage.consumers().add(application("reports")));
      assertThat(failure).hasMessageContaining("read-only standby");
      assertThat(failure).hasMessageContaining("targetServerType=primary");
    }
  }

  @Test
  void saysWhenTheServerOffersNoTls() {
    PostgresSettings demanding =
        new PostgresSettings(
            database.address(), "postgres", "", Tls.VERIFY_FULL, null, WriterSettings.DEFAULT);

    assertThat(failure(demanding))
        .contains("TLS", "storage.rootCertificateFile", "storage.sslMode (verify-full)");
  }

  @ParameterizedTest
  @CsvSource({
    "53100, has no room on its disk",
    "57P01, is stopping or starting",
    "57P03, is stopping or starting",
    "55P03, was locked by another session for too long",
    "XX000, did not do what it was asked for: scripted"
  })
  void saysWhatTheServerMeans(String state, String words) {
    StorageException failure =
        new PostgresFailures(database).explain(new SQLException("scripted", state));

    assertThat(failure).hasMessageContaining(words);
  }
}

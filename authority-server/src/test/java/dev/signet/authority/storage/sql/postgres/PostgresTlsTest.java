package dev.signet.authority.storage.sql.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings.Tls;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS to a server that takes nothing else, with a certificate of an authority of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTlsTest {
  private static final String BY_NAME = "localhost";
  private static final String BY_NUMBER = "127.0.0.1";

  private EmbeddedPostgres server;
  private Path itsAuthority;
  private Path anotherAuthority;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    TestAuthority authority = TestAuthority.make();
    itsAuthority = Files.writeString(folder.resolve("ca.pem"), authority.certificate());
    anotherAuthority =
        Files.writeString(folder.resolve("other.pem"), TestAuthority.make().certificate());
    TestAuthority.Leaf leaf = authority.certify(BY_NAME);
    server =
        EmbeddedPostgres.builder()
            .setDataDirectoryCustomizer(data -> insistOnTls(data, leaf))
            .setServerConfig("ssl", "on")
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private static void insistOnTls(File data, TestAuthority.Leaf leaf) {
    try {
      Path folder = data.toPath();
      Files.writeString(folder.resolve("server.crt"), leaf.certificate(), US_ASCII);
      Path key = Files.writeString(folder.resolve("server.key"), leaf.key(), US_ASCII);
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(folder.resolve("pg_hba.conf"), "hostssl all all all trust\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void trustsWhomTheFileVouchesForByName() throws SQLException {
    assertEncrypted(settings(BY_NAME, Tls.VERIFY_FULL, itsAuthority));
  }

  @Test
  void trustsWhomTheFileVouchesForByAnyNameIfTold() throws SQLException {
    assertEncrypted(settings(BY_NUMBER, Tls.VERIFY_CA, itsAuthority));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREFER", "REQUIRE"})
  void encryptsWithAnybodyIfTold(Tls tls) throws SQLException {
    assertEncrypted(settings(BY_NAME, tls, null));
  }

  @Test
  void refusesAnotherName() {
    assertThatThrownBy(() -> open(settings(BY_NUMBER, Tls.VERIFY_FULL, itsAuthority)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(BY_NUMBER)
        .hasMessageContaining("storage.sslMode (verify-full)");
  }

  @ParameterizedTest
  @EnumSource(names = {"VERIFY_CA", "VERIFY_FULL"})
  void refusesWhomTheFileDoesNotVouchFor(Tls tls) {
    assertThatThrownBy(() -> open(settings(BY_NAME, tls, anotherAuthority)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("was not trusted")
        .hasMessageContaining("storage.rootCertificateFile")
        .hasMessageContaining("storage.sslMode (" + tls.text() + ")");
  }

  @ParameterizedTest
  @EnumSource(names = {"VERIFY_CA", "VERIFY_FULL"})
  void refusesWhomTheJavaRuntimeDoesNotTrust(Tls tls) {
    assertThatThrownBy(() -> open(settings(BY_NAME, tls, null)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("was not trusted")
        .hasMessageContaining("storage.rootCertificateFile");
  }

  @Test
  void doesNotSpeakInTheClearToAServerThatRefusesIt() {
    assertThatThrownBy(() -> open(settings(BY_NAME, Tls.DISABLE, null)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("pg_hba.conf");
  }

  private PostgresSettings settings(String host, Tls tls, @Nullable Path rootCertificates) {
    String url = "jdbc:postgresql://" + host + ":" + server.getPort() + "/postgres";
    return new PostgresSettings(
        new PostgresAddress(url), "postgres", null, tls, rootCertificates, WriterSettings.DEFAULT);
  }

  private static void open(PostgresSettings settings) {
    PostgresStorage.open(settings).close();
  }

  private static void assertEncrypted(PostgresSettings settings) throws SQLException {
    open(settings);
    try (Connection connection = new PostgresServer(settings).openWriter();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      row.next();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }
}

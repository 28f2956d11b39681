package dev.signet.authority.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which database, and what is said of a server. */
class StorageConfigTest {
  private static final String REMOTE = "jdbc:postgresql://db.example.org:5433/signet";

  @TempDir private Path folder;

  private static PostgresSettings server(Map<String, String> environment) {
    return AuthorityConfig.read(null, environment).storage().server().orElseThrow();
  }

  private static List<String> faults(Map<String, String> environment) {
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> AuthorityConfig.read(null, environment));
    assertThat(refusal).as("the configuration is refused").isNotNull();
    return refusal.faults();
  }

  @Test
  void usesTheEmbeddedDatabaseUnlessAServerIsNamed() {
    AuthorityConfig config = AuthorityConfig.read(null, Map.of());

    assertThat(config.storage().server()).isEmpty();
    assertThat(config.storage().name()).isEqualTo("data/signet.db");
  }

  @Test
  void takesAServerAndItsUserFromTheFile() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "open sesame\n", UTF_8);
    Path roots = Files.writeString(folder.resolve("roots.pem"), "", UTF_8);
    String yaml =
        "profile: development\nstorage:\n  database: "
            + REMOTE
            + "\n  user: signet\n  passwordFile: "
            + password
            + "\n  sslMode: verify-ca\n  rootCertificateFile: "
            + roots
            + "\n  maxBatch: 7\n";

    AuthorityConfig config =
        AuthorityConfig.read(
            Files.writeString(folder.resolve("signet.yaml"), yaml, UTF_8), Map.of());

    PostgresSettings server = config.storage().server().orElseThrow();
    assertThat(server.address().url()).isEqualTo(REMOTE);
    assertThat(server.user()).isEqualTo("signet");
    assertThat(server.password()).isEqualTo("open sesame");
    assertThat(server.tls()).isEqualTo(Tls.VERIFY_CA);
    assertThat(server.rootCertificates()).isEqualTo(roots);
    assertThat(server.writer().maxBatch()).isEqualTo(7);
    assertThat(config.storage().name()).isEqualTo("postgresql://db.example.org:5433/signet");
    assertThat(config.toString()).doesNotContain("sesame");
  }

  @Test
  void takesThePasswordFromTheEnvironment() {
    PostgresSettings server =
        server(Map.of("SIGNET_STORAGE_DATABASE", REMOTE, "SIGNET_STORAGE_PASSWORD", "open sesame"));

    assertThat(server.password()).isEqualTo("open sesame");
    assertThat(server.user()).isNull();
    assertThat(server.rootCertificates()).isNull();
    assertThat(server.writer()).isEqualTo(WriterSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "OFF", "false"})
  void refusesToIssueWithoutRecordsAndSaysWhy(String off) {
    assertThat(faults(Map.of("SIGNET_STORAGE_RECORDING", off)))
        .singleElement()
        .asString()
        .startsWith("storage.recording cannot be off: without its record a token cannot be revoked")
        .contains("shorten tokens.lifetime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "true", "ON"})
  void takesRecordingForWhatItIs(String on) {
    AuthorityConfig config = AuthorityConfig.read(null, Map.of("SIGNET_STORAGE_RECORDING", on));

    assertThat(config.storage()).isEqualTo(AuthorityConfig.read(null, Map.of()).storage());
  }

  @Test
  void knowsNoOtherWayToRecord() {
    assertThat(faults(Map.of("SIGNET_STORAGE_RECORDING", "async")))
        .singleElement()
        .asString()
        .startsWith("storage.recording is not on, the only value that it has");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example.org/signet, VERIFY_FULL",
    "jdbc:postgresql://localhost/signet, PREFER"
  })
  void insistsOnTheNameOfAServerThatIsNotOnThisMachine(String url, Tls tls) {
    assertThat(server(Map.of("SIGNET_STORAGE_DATABASE", url)).tls()).isEqualTo(tls);
    assertThat(
            server(Map.of("SIGNET_STORAGE_DATABASE", url, "SIGNET_STORAGE_SSL_MODE", "require"))
                .tls())
        .isEqualTo(Tls.REQUIRE);
  }

  @ParameterizedTest
  @CsvSource({"1s", "1m"})
  void takesBothEndsOfTheToleranceOfClocksAndNothingBeyond(String end) {
    String variable = "SIGNET_STORAGE_CLOCK_TOLERANCE";
    AuthorityConfig config =
        AuthorityConfig.read(null, Map.of("SIGNET_STORAGE_DATABASE", REMOTE, variable, end));

    assertThat(config.storage().clockTolerance()).isEqualTo(Durations.parse(end).orElseThrow());
    assertThat(AuthorityConfig.read(null, Map.of()).storage().clockTolerance())
        .isEqualTo(Duration.ofSeconds(5));
    for (String beyond : List.of("PT0.999S", "61s")) {
      assertThat(faults(Map.of("SIGNET_STORAGE_DATABASE", REMOTE, variable, beyond)))
          .singleElement()
          .asString()
          .startsWith("storage.clockTolerance");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNET_STORAGE_FILE, d/x.db, storage.file is for the embedded database",
    "SIGNET_STORAGE_BUSY_TIMEOUT, 2s, storage.busyTimeout is for the embedded database",
    "SIGNET_STORAGE_SSL_MODE, maybe, 'storage.sslMode is not disable, prefer, require, verify-ca or verify-full'",
    "SIGNET_STORAGE_ROOT_CERTIFICATE_FILE, absent.pem, storage.rootCertificateFile cannot be read: absent.pem"
  })
  void refusesWhatDoesNotGoWithAServer(String variable, String value, String fault) {
    assertThat(faults(Map.of("SIGNET_STORAGE_DATABASE", REMOTE, variable, value)))
        .singleElement()
        .asString()
        .startsWith(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNET_STORAGE_USER, signet, storage.user",
    "SIGNET_STORAGE_PASSWORD, open sesame, storage.password",
    "SIGNET_STORAGE_SSL_MODE, require, storage.sslMode",
    "SIGNET_STORAGE_CLOCK_TOLERANCE, 2s, storage.clockTolerance",
    "SIGNET_STORAGE_ROOT_CERTIFICATE_FILE, roots.pem, storage.rootCertificateFile"
  })
  void refusesWhatIsOfAServerWithoutOne(String variable, String value, String setting) {
    assertThat(faults(Map.of(variable, value)))
        .singleElement()
        .asString()
        .startsWith(setting + " is for storage.database, which is not set")
        .doesNotContain("sesame");
  }

  @Test
  void refusesAnAddressOfSomethingElseAndRepeatsNoSecretOfIt() {
    assertThat(faults(Map.of("SIGNET_STORAGE_DATABASE", "signet.db")))
        .singleElement()
        .asString()
        .startsWith("storage.database is not an address such as jdbc:postgresql://");
    assertThat(faults(Map.of("SIGNET_STORAGE_DATABASE", REMOTE + "?password=sesame")))
        .singleElement()
        .asString()
        .startsWith("storage.database has the option password: use its own setting")
        .doesNotContain("sesame");
  }
}

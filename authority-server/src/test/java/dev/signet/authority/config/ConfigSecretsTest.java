package dev.signet.authority.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.keys.signing.KeySeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret comes from a variable or from a file of its own, and from one of them only. */
class ConfigSecretsTest {
  private static final String HASH_KEY = "A".repeat(43) + "=";

  @TempDir private Path folder;

  @Test
  void takesASecretFromItsVariable() {
    AuthorityConfig config = read(Map.of("SIGNET_KEYS_PASSPHRASE", " open  sesame "));

    assertThat(config.keys().seal()).isEqualTo(KeySeal.passphrase(" open  sesame "));
  }

  @Test
  void takesASecretFromItsFileWithoutTheLineEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("hash.key"), HASH_KEY + "\n");

    AuthorityConfig config = read(Map.of("SIGNET_SECRETS_HASH_KEY_FILE", file.toString()));

    assertThat(config.authentication().hashKey()).isEqualTo(HASH_KEY);
  }

  @Test
  void takesTheNameOfASecretsFileFromTheConfigurationFile() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), "open sesame\r\n");
    Path yaml = folder.resolve("signet.yaml");
    Files.writeString(yaml, "profile: development\nkeys: {passphraseFile: " + file + "}\n", UTF_8);

    assertThat(AuthorityConfig.read(yaml, Map.of()).keys().seal())
        .isEqualTo(KeySeal.passphrase("open sesame"));
  }

  @Test
  void refusesASecretInTheConfigurationFile() throws IOException {
    Path yaml = folder.resolve("signet.yaml");
    Files.writeString(yaml, "profile: development\nsecrets: {hashKey: " + HASH_KEY + "}\n", UTF_8);

    assertThat(faults(yaml, Map.of()))
        .containsExactly(
            "secrets.hashKey is a secret: name a file in secrets.hashKeyFile,"
                + " or set SIGNET_SECRETS_HASH_KEY");
  }

  @Test
  void refusesASecretThatIsSetTwice() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), "one");
    Map<String, String> both =
        Map.of("SIGNET_KEYS_PASSPHRASE", "two", "SIGNET_KEYS_PASSPHRASE_FILE", file.toString());

    assertThat(faults(null, both))
        .containsExactly(
            "keys.passphrase is set twice: by SIGNET_KEYS_PASSPHRASE and by keys.passphraseFile;"
                + " remove one");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), " \n");

    assertThat(faults(null, Map.of("SIGNET_KEYS_PASSPHRASE_FILE", file.toString())))
        .singleElement()
        .asString()
        .contains("keys.passphraseFile", "names an empty file: " + file);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path file = folder.resolve("absent");

    assertThat(faults(null, Map.of("SIGNET_KEYS_PASSPHRASE_FILE", file.toString())))
        .singleElement()
        .asString()
        .contains("keys.passphraseFile", "names a file that cannot be read: " + file);
  }

  @Test
  void namesAnUnreadableFileOnceEvenWhereTheSecretIsDemanded() throws IOException {
    Path yaml = folder.resolve("signet.yaml");
    Files.writeString(yaml, "issuer: https://a.example\nkeys: {passphraseFile: absent}\n", UTF_8);

    assertThat(faults(yaml, Map.of("SIGNET_SECRETS_HASH_KEY", HASH_KEY)))
        .containsExactly("keys.passphraseFile names a file that cannot be read: absent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "AAAA", "not base64 at all, and long enough to be one!", "====="})
  void refusesAHashKeyOfAnotherSize(String text) {
    assertThat(faults(null, Map.of("SIGNET_SECRETS_HASH_KEY", text)))
        .singleElement()
        .asString()
        .contains("secrets.hashKey", "is not 32 bytes in base64: openssl rand -base64 32");
  }

  @Test
  void takesAMasterKeyForTheDatabase() {
    AuthorityConfig config =
        read(Map.of("SIGNET_KEYS_STORE", "database", "SIGNET_KEYS_MASTER_KEY", HASH_KEY));

    assertThat(config.keys().seal()).hasToString("MasterKeySeal");
  }

  @ParameterizedTest
  @CsvSource({
    "database, SIGNET_KEYS_MASTER_KEY, short, keys.masterKey is not 32 bytes in base64 a line",
    "database, SIGNET_KEYS_PASSPHRASE, open sesame, keys.passphrase is for keys.store: folder",
    "folder, SIGNET_KEYS_MASTER_KEY, short, keys.masterKey is for keys.store: database",
    "cloud, SIGNET_KEYS_PASSPHRASE, open sesame, keys.store is not folder or database"
  })
  void refusesASecretThatDoesNotFitWhereKeysAreKept(
      String store, String variable, String secret, String fault) {
    List<String> faults = faults(null, Map.of("SIGNET_KEYS_STORE", store, variable, secret));

    assertThat(faults).singleElement().asString().startsWith(fault).doesNotContain(secret);
  }

  @Test
  void demandsAMasterKeyOutsideTheDevelopmentProfile() {
    List<String> faults =
        faults(
            null,
            Map.of(
                "SIGNET_PROFILE", "production",
                "SIGNET_ISSUER", "https://auth.example.org",
                "SIGNET_SECRETS_HASH_KEY", HASH_KEY,
                "SIGNET_KEYS_STORE", "database"));

    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith("keys.masterKeyFile is missing")
        .contains("openssl rand -base64 32");
  }

  private static AuthorityConfig read(Map<String, String> environment) {
    return AuthorityConfig.read(null, environment);
  }

  private static List<String> faults(@Nullable Path yaml, Map<String, String> environment) {
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> AuthorityConfig.read(yaml, environment));
    assertThat(refusal).as("the configuration is refused").isNotNull();
    return refusal.faults();
  }
}

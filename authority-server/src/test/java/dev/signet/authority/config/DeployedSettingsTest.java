package dev.signet.authority.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of deploy/ set is a setting, and their YAML is taken by the authority. */
class DeployedSettingsTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern VARIABLE = Pattern.compile("SIGNET_[A-Z0-9_]+");
  private static final Map<String, String> CREDENTIALS =
      Map.of("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=", "SIGNET_KEYS_PASSPHRASE", "sesame");

  @TempDir private Path folder;

  @Test
  void namesNoVariableThatIsNoSetting() {
    assertThat(variables())
        .contains("SIGNET_SECRETS_HASH_KEY_FILE", "SIGNET_CONFIG")
        .isSubsetOf(known());
  }

  private static Set<String> variables() {
    return files().stream()
        .flatMap(file -> VARIABLE.matcher(read(file)).results())
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> known() {
    ConfigReader reader = new ConfigReader(ConfigSource.read(null, Map.of()));
    ConfigSections.read(reader, Profile.DEVELOPMENT);
    Set<String> known =
        reader.known().stream()
            .map(ConfigSource::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    known.add("SIGNET_CONFIG");
    return known;
  }

  @Test
  void startsTheServiceOfSystemd() {
    AuthorityConfig config =
        AuthorityConfig.read(DEPLOY.resolve("systemd/signet.yaml"), CREDENTIALS);

    assertThat(config.profile()).isEqualTo(Profile.PRODUCTION);
    assertThat(config.storage().file()).isEqualTo(Path.of("/var/lib/signet/signet.db"));
  }

  @Test
  void startsTheNodesOfCompose() throws IOException {
    AuthorityConfig config = AuthorityConfig.read(withSecrets("compose/authority.yaml"), Map.of());

    assertThat(config.profile()).isEqualTo(Profile.PRODUCTION);
    assertThat(config.storage().server()).isPresent();
  }

  @Test
  void noticesASettingThatIsNone() throws IOException {
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            read(DEPLOY.resolve("systemd/signet.yaml")).replace("file:", "path:"));

    assertThatThrownBy(() -> AuthorityConfig.read(wrong, CREDENTIALS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("storage.path");
  }

  /** The file as it is in a container, where each secret that it names is a file. */
  private Path withSecrets(String yaml) throws IOException {
    String text = read(DEPLOY.resolve(yaml));
    for (String secret : List.of("tls.crt", "tls.key", "master.key", "hash.key")) {
      Files.writeString(folder.resolve(secret), "A".repeat(43) + "=");
    }
    Files.writeString(folder.resolve("database.password"), "open sesame");
    return Files.writeString(
        folder.resolve("signet.yaml"), text.replace("/run/secrets", folder.toString()));
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(DEPLOY)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("/secrets/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

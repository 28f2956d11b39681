package dev.signet.authority.config;

import static dev.signet.authority.storage.ConsumerKind.APPLICATION;
import static dev.signet.authority.storage.ConsumerKind.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.binding.BindingSettings.Dpop;
import dev.signet.authority.directory.Argon2Settings;
import dev.signet.authority.guessing.GuessLimits;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.WebSettings;
import dev.signet.authority.keys.KeySettings.Place;
import dev.signet.authority.keys.RotationSchedule;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.quota.QuotaSettings.Charged;
import dev.signet.authority.session.SessionSettings;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.token.SigningRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every setting is read from the file and from the environment, and has its default. */
class AuthorityConfigTest {
  /** A profile that asks for no secrets, so that each setting can be tried alone. */
  private static final Map<String, String> DEVELOPMENT = Map.of("profile", "development");

  /** One setting with a value that is not its default, and where the value arrives. */
  record Setting(String key, String value, Object meaning, Function<AuthorityConfig, Object> at) {
    @Override
    public String toString() {
      return key;
    }
  }

  static final List<Setting> SETTINGS =
      List.of(
          of("profile", "DEVELOPMENT", Profile.DEVELOPMENT, AuthorityConfig::profile),
          of("issuer", "http://a.example/b", "http://a.example/b", AuthorityConfig::issuer),
          of("listen.host", "localhost", "localhost", c -> c.web().host()),
          of("listen.port", "8081", 8081, c -> c.web().port()),
          of(
              "operator.port",
              "9100",
              Optional.of(9100),
              c -> c.operatorListener().map(WebSettings::port)),
          of("keys.store", "database", Place.DATABASE, c -> c.keys().place()),
          of("keys.directory", "k", Path.of("k"), c -> c.keys().directory()),
          of("keys.algorithm", "RS256", SigningAlgorithm.RS256, c -> c.keys().algorithm()),
          of(
              "keys.algorithms",
              "ES256, RS256",
              List.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256),
              c -> c.keys().algorithms()),
          of("keys.jwkSetMaxAge", "7s", seconds(7), c -> c.keys().schedule().jwkSetMaxAge()),
          of("keys.rotation.every", "7d", hours(168), c -> c.keys().schedule().every()),
          of("keys.rotation.announce", "2h", hours(2), c -> c.keys().schedule().announce()),
          of("keys.rotation.retention", "3h", hours(3), c -> c.keys().schedule().retention()),
          of("keys.signingProvider", "jdk", "JDK", c -> String.valueOf(c.engines().provider())),
          of("keys.verifySignatures", "false", false, c -> c.engines().verifySignatures()),
          of("quotas.issuing.application", "9/1m", rate(9, 60), c -> issuing(c, APPLICATION)),
          of("quotas.issuing.user", "9/1m", rate(9, 60), c -> issuing(c, USER)),
          of("quotas.exchangesOf", "holder", Charged.HOLDER, c -> c.quotas().exchangesOf()),
          of("quotas.calls.application", "9/1h", rate(9, 3600), c -> calls(c, APPLICATION)),
          of("quotas.calls.user", "9/1h", rate(9, 3600), c -> calls(c, USER)),
          of("quotas.callsOf", "client_id", Counted.CLIENT_ID, c -> c.quotas().counted()),
          of("quotas.live", "true", true, c -> c.quotas().live()),
          of("quotas.ttl", "3s", seconds(3), c -> c.quotas().list().ttl()),
          of("quotas.believeFor", "2h", hours(2), c -> c.quotas().list().believeFor()),
          of("revocations.ttl", "3s", seconds(3), c -> c.revocations().ttl()),
          of("revocations.believeFor", "2h", hours(2), c -> c.revocations().believeFor()),
          of("revocations.streams", "7", 7, c -> c.revocations().streams()),
          of("tokens.lifetime", "90s", seconds(90), c -> c.tokens().lifetime()),
          of("tokens.longestLifetime", "PT2H", hours(2), c -> c.tokens().longestLifetime()),
          of("storage.file", "d/x.db", Path.of("d/x.db"), c -> c.storage().file()),
          of("storage.queueCapacity", "9", 9, c -> c.storage().sqlite().writer().queueCapacity()),
          of("storage.maxBatch", "8", 8, c -> c.storage().sqlite().writer().maxBatch()),
          of("storage.busyTimeout", "2s", seconds(2), c -> c.storage().sqlite().busyTimeout()),
          of("storage.purgeEvery", "12h", hours(12), c -> c.storage().purgeEvery()),
          of("passwords.memoryKib", "1024", 1024, c -> c.authentication().passwords().memoryKib()),
          of("passwords.iterations", "3", 3, c -> c.authentication().passwords().iterations()),
          of("passwords.parallelism", "2", 2, c -> c.authentication().passwords().parallelism()),
          of("passwords.lanes", "5", 5, c -> c.authentication().passwordLanes()),
          of("signIn.failures", "4", 4, c -> guesses(c).pairFailures()),
          of("signIn.addressFailures", "5", 5, c -> guesses(c).addressFailures()),
          of("signIn.accountFailures", "6", 6, c -> guesses(c).accountFailures()),
          of("signIn.failureWindow", "1d", hours(24), c -> guesses(c).window()),
          of("signIn.longestWait", "1h", hours(1), c -> guesses(c).longestWait()),
          of(
              "sessions.enabled",
              "true",
              Optional.of(new SessionSettings(Duration.ofMinutes(30), hours(12))),
              c -> Optional.ofNullable(c.authentication().sessions())),
          of("binding.dpop", "nonce", Dpop.NONCE, c -> c.binding().dpop()),
          of("binding.proofAge", "90s", seconds(90), c -> c.binding().proofAge()),
          of("limits.bodyBytes", "2048", 2048, c -> c.web().limits().bodyBytes()),
          of("limits.headerBytes", "4096", 4096, c -> c.web().limits().headerBytes()),
          of("limits.formFields", "16", 16, c -> c.web().limits().formFields()),
          of("limits.fieldChars", "512", 512, c -> c.web().limits().fieldChars()),
          of("limits.connections", "5000", 5000, c -> c.web().limits().connections()),
          of("limits.concurrentRequests", "20", 20, c -> c.web().limits().concurrentRequests()),
          of("limits.bodyTimeout", "3s", seconds(3), c -> c.web().limits().bodyTimeout()),
          of("limits.idleTimeout", "4s", seconds(4), c -> c.web().limits().idleTimeout()),
          of("limits.stopTimeout", "5s", seconds(5), c -> c.web().limits().stopTimeout()));

  private static GuessLimits guesses(AuthorityConfig config) {
    return config.authentication().guesses();
  }

  private static Optional<Rate> rate(long limit, int seconds) {
    return Optional.of(new Rate(limit, seconds(seconds)));
  }

  private static Optional<Rate> issuing(AuthorityConfig config, ConsumerKind kind) {
    return Optional.ofNullable(config.quotas().issuing().get(kind));
  }

  private static Optional<Rate> calls(AuthorityConfig config, ConsumerKind kind) {
    return Optional.ofNullable(config.quotas().calls().get(kind));
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void takesASettingFromTheFile(Setting setting) throws IOException {
    Path yaml = write(nested(setting.key(), setting.value()) + withoutSecrets(setting));

    assertThat(setting.at().apply(AuthorityConfig.read(yaml, Map.of())))
        .isEqualTo(setting.meaning());
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void takesASettingFromTheEnvironment(Setting setting) {
    Map<String, String> environment = Map.of(ConfigSource.variable(setting.key()), setting.value());

    assertThat(setting.at().apply(AuthorityConfig.read(null, environment)))
        .isEqualTo(setting.meaning());
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void differsFromTheDefaultInWhatItTries(Setting setting) throws IOException {
    if (!setting.key().equals("profile")) {
      assertThat(setting.at().apply(AuthorityConfig.read(null, Map.of())))
          .isNotEqualTo(setting.meaning());
    }
  }

  @Test
  void triesEverySettingThatThereIs() {
    ConfigReader reader = new ConfigReader(ConfigSource.read(null, Map.of()));
    ConfigSections.read(reader, Profile.DEVELOPMENT);
    Set<String> tried = SETTINGS.stream().map(Setting::key).collect(Collectors.toSet());

    Set<String> untried = new TreeSet<>(reader.known());
    untried.removeAll(tried);
    // Those with a free name, that go together or are secrets have tests of their own.
    assertThat(untried)
        .containsExactly(
            "applications.NAME.algorithm",
            "assertions.NAME.algorithms",
            "assertions.NAME.audience",
            "assertions.NAME.audiences",
            "assertions.NAME.claims",
            "assertions.NAME.clients",
            "assertions.NAME.holder",
            "assertions.NAME.issuer",
            "assertions.NAME.jwksUri",
            "assertions.NAME.keysFile",
            "assertions.NAME.lifetime",
            "assertions.NAME.longestLifetime",
            "assertions.NAME.prefix",
            "assertions.NAME.replay",
            "assertions.NAME.scopes",
            "assertions.NAME.subject",
            "assertions.NAME.types",
            "audiences.NAME.algorithm",
            "audiences.NAME.bound",
            "audiences.NAME.calls",
            "audiences.NAME.claims",
            "audiences.NAME.mayAct",
            "audiences.NAME.resources",
            "exchange.NAME.audiences",
            "exchange.NAME.client",
            "exchange.NAME.mode",
            "exchange.NAME.rebind",
            "exchange.NAME.scopes",
            "keys.masterKey",
            "keys.masterKeyFile",
            "keys.passphrase",
            "keys.passphraseFile",
            "keys.pkcs11.library",
            "keys.pkcs11.pin",
            "keys.pkcs11.pinFile",
            "keys.pkcs11.slot",
            "ldap.attributes.email",
            "ldap.attributes.familyName",
            "ldap.attributes.givenName",
            "ldap.attributes.name",
            "ldap.attributes.preferredUsername",
            "ldap.audiences",
            "ldap.bindDn",
            "ldap.bindPassword",
            "ldap.bindPasswordFile",
            "ldap.connections",
            "ldap.groupBase",
            "ldap.groupFilter",
            "ldap.groupName",
            "ldap.groups.NAME.roles",
            "ldap.lifetime",
            "ldap.rootCertificateFile",
            "ldap.scopes",
            "ldap.startTls",
            "ldap.timeout",
            "ldap.url",
            "ldap.userBase",
            "ldap.userFilter",
            "ldap.userName",
            "operator.host",
            "proxies.addressHeader",
            "proxies.certificateFormat",
            "proxies.certificateHeader",
            "proxies.trusted",
            "secrets.hashKey",
            "secrets.hashKeyFile",
            "sessions.absolute",
            "sessions.idle",
            "storage.clockTolerance",
            "storage.database",
            "storage.password",
            "storage.passwordFile",
            "storage.recording",
            "storage.rootCertificateFile",
            "storage.sslMode",
            "storage.user",
            "tls.certificateFile",
            "tls.clientAuth",
            "tls.clientCaFile",
            "tls.keyFile");
  }

  @Test
  void servesMetricsWithoutTlsAndByTheLimitsOfTheOtherListener() {
    Map<String, String> environment =
        Map.of(
            "SIGNET_OPERATOR_HOST", "localhost",
            "SIGNET_OPERATOR_PORT", "0",
            "SIGNET_LIMITS_HEADER_BYTES", "4096");

    WebSettings operator = AuthorityConfig.read(null, environment).operatorListener().orElseThrow();

    assertThat(operator.host()).isEqualTo("localhost");
    assertThat(operator.port()).isZero();
    assertThat(operator.tls()).isEmpty();
    assertThat(operator.limits().headerBytes()).isEqualTo(4096);
  }

  @Test
  void takesAYamlListOfAlgorithmsTheFirstBeingTheDefault() throws IOException {
    Path yaml = write("profile: development\nkeys: {algorithms: [RS256, Ed25519]}\n");

    AuthorityConfig config = AuthorityConfig.read(yaml, Map.of());

    assertThat(config.keys().algorithms())
        .containsExactly(SigningAlgorithm.RS256, SigningAlgorithm.ED25519);
    assertThat(config.keys().algorithm()).isEqualTo(SigningAlgorithm.RS256);
  }

  @Test
  void takesAnAlgorithmForAnAudienceAndForAnApplicationByTheirNames() throws IOException {
    Path yaml =
        write(
            """
            profile: development
            keys: {algorithms: [ES256, RS256, Ed25519]}
            audiences:
              https://legacy.example.org: {algorithm: RS256}
              stock: {algorithm: ES256}
            applications:
              batch.night: {algorithm: Ed25519}
            """);

    SigningRules rules = AuthorityConfig.read(yaml, Map.of()).signing();

    assertThat(rules.usual()).isEqualTo(SigningAlgorithm.ES256);
    assertThat(rules.byAudience())
        .containsOnly(
            Map.entry("https://legacy.example.org", SigningAlgorithm.RS256),
            Map.entry("stock", SigningAlgorithm.ES256));
    assertThat(rules.byApplication())
        .containsOnly(Map.entry("batch.night", SigningAlgorithm.ED25519));
  }

  @Test
  void letsTheEnvironmentOverrideTheFile() throws IOException {
    Path yaml = write("profile: development\nlisten: {port: 1}\n");

    assertThat(AuthorityConfig.read(yaml, Map.of("SIGNET_LISTEN_PORT", "2")).web().port())
        .isEqualTo(2);
  }

  @Test
  void takesAnEmptyVariableForNone() throws IOException {
    Path yaml = write("profile: development\nlisten: {port: 1}\n");

    assertThat(AuthorityConfig.read(yaml, Map.of("SIGNET_LISTEN_PORT", "")).web().port())
        .isEqualTo(1);
  }

  @Test
  void startsInTheDevelopmentProfileWithoutAFile() {
    AuthorityConfig config = AuthorityConfig.read(null, Map.of("SIGNET_CONFIG", "elsewhere.yaml"));

    assertThat(config.profile()).isEqualTo(Profile.DEVELOPMENT);
    assertThat(config.issuer()).isEqualTo("http://127.0.0.1:8080");
    assertThat(config.web().tls()).isEmpty();
    assertThat(config.web().limits()).isEqualTo(HttpLimits.DEFAULT);
    assertThat(config.keys().algorithm()).isEqualTo(SigningAlgorithm.ES256);
    assertThat(config.keys().seal().isClear()).isTrue();
    assertThat(config.keys().schedule()).isEqualTo(RotationSchedule.usual(Duration.ofHours(1)));
    assertThat(config.tokens().lifetime()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.storage().sqlite()).isEqualTo(SqliteSettings.DEFAULT);
    assertThat(config.authentication().passwords()).isEqualTo(Argon2Settings.DEFAULT);
  }

  @Test
  void startsInTheProductionProfileWithAFile() throws IOException {
    Path yaml =
        write(
            """
            issuer: https://auth.example.org
            listen: {host: 0.0.0.0}
            tls: {certificateFile: c.pem, keyFile: k.pem}
            """);
    Map<String, String> secrets =
        Map.of(
            "SIGNET_KEYS_PASSPHRASE",
            "open sesame",
            "SIGNET_SECRETS_HASH_KEY",
            "A".repeat(43) + "=");

    AuthorityConfig config = AuthorityConfig.read(yaml, secrets);

    assertThat(config.profile()).isEqualTo(Profile.PRODUCTION);
    assertThat(config.web().host()).isEqualTo("0.0.0.0");
    assertThat(config.web().tls()).isPresent();
    assertThat(config.toString()).doesNotContain("sesame", "AAAA");
  }

  @Test
  void derivesTheIssuerOfTheDevelopmentProfileFromTheAddress() {
    Map<String, String> overTls =
        Map.of(
            "SIGNET_LISTEN_HOST", "::1",
            "SIGNET_LISTEN_PORT", "9",
            "SIGNET_TLS_CERTIFICATE_FILE", "c.pem",
            "SIGNET_TLS_KEY_FILE", "k.pem");

    assertThat(AuthorityConfig.read(null, overTls).issuer()).isEqualTo("https://[::1]:9");
  }

  private static Setting of(
      String key, String value, Object meaning, Function<AuthorityConfig, Object> at) {
    return new Setting(key, value, meaning, at);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static String nested(String key, String value) {
    StringBuilder yaml = new StringBuilder();
    String indent = "";
    for (String part : key.split("\\.", -1)) {
      yaml.append(yaml.isEmpty() ? "" : ":\n").append(indent).append(part);
      indent += "  ";
    }
    return yaml + ": " + value + "\n";
  }

  private static String withoutSecrets(Setting setting) {
    return setting.key().equals("profile") ? "" : "profile: " + DEVELOPMENT.get("profile") + "\n";
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("signet.yaml"), yaml, UTF_8);
  }
}

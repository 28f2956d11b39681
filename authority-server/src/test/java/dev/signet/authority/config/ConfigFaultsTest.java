package dev.signet.authority.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is named with its setting and its fix, all of it at once. */
class ConfigFaultsTest {
  @TempDir private Path folder;

  @Nested
  class OneByOne {
    @Test
    void namesTheProvidersThatAreHereWhenAnotherIsToSign() {
      assertThat(faults("SIGNET_KEYS_SIGNING_PROVIDER", "openssl"))
          .singleElement()
          .asString()
          .contains("keys.signingProvider (openssl) is not here", "bouncy-castle or jdk");
    }

    @Test
    void refusesAProviderThatDoesNotSignTheAlgorithm() {
      ConfigException refused =
          catchThrowableOfType(
              ConfigException.class,
              () ->
                  AuthorityConfig.read(
                      null,
                      Map.of(
                          "SIGNET_KEYS_SIGNING_PROVIDER", "jdk",
                          "SIGNET_KEYS_ALGORITHMS", "ES256 ML-DSA-65")));

      assertThat(refused.faults())
          .singleElement()
          .asString()
          .contains("keys.signingProvider (jdk) does not sign ML-DSA-65");
    }

    @Test
    void asksForWhatATokenNeeds() {
      ConfigException refused =
          catchThrowableOfType(
              ConfigException.class,
              () ->
                  AuthorityConfig.read(
                      null,
                      Map.of(
                          "SIGNET_KEYS_PKCS11_LIBRARY",
                          folder.resolve("none.so").toString(),
                          "SIGNET_KEYS_ALGORITHM",
                          "Ed25519")));

      assertThat(refused.faults())
          .satisfiesExactlyInAnyOrder(
              fault -> assertThat(fault).contains("keys.pkcs11.library is not a file"),
              fault -> assertThat(fault).contains("keys.pkcs11.pinFile is missing"),
              fault ->
                  assertThat(fault).contains("keys.algorithms has Ed25519, which Java cannot"));
    }

    @Test
    void takesTrueAndFalseAndNothingElse() {
      for (String good : List.of("true", "false")) {
        assertThatCode(() -> read("SIGNET_KEYS_VERIFY_SIGNATURES", good))
            .doesNotThrowAnyException();
      }
      assertThat(faults("SIGNET_KEYS_VERIFY_SIGNATURES", "no"))
          .singleElement()
          .asString()
          .contains("keys.verifySignatures is not true or false");
    }

    @ParameterizedTest
    @CsvSource({
      "SIGNET_LISTEN_PORT, 0, 65535, -1, 65536",
      "SIGNET_STORAGE_QUEUE_CAPACITY, 1, 1000000, 0, 1000001",
      "SIGNET_STORAGE_MAX_BATCH, 1, 10000, 0, 10001",
      "SIGNET_STORAGE_BUSY_TIMEOUT, 1s, 1m, PT0.999S, 61s",
      "SIGNET_STORAGE_PURGE_EVERY, 1s, 1d, 0s, 86401s",
      "SIGNET_KEYS_JWK_SET_MAX_AGE, 1s, 1d, 0s, 86401s",
      "SIGNET_KEYS_ROTATION_ANNOUNCE, 2m, 28d, 119s, 367d",
      "SIGNET_KEYS_ROTATION_EVERY, 26h, 3650d, 599s, 3651d",
      "SIGNET_KEYS_ROTATION_RETENTION, 66m, 28d, 0s, 367d",
      "SIGNET_TOKENS_LONGEST_LIFETIME, 15m, 1d, 0s, 86401s",
      "SIGNET_TOKENS_LIFETIME, 1s, 1h, 0s, 3601s",
      "SIGNET_PASSWORDS_MEMORY_KIB, 1024, 1048576, 1023, 1048577",
      "SIGNET_PASSWORDS_ITERATIONS, 1, 16, 0, 17",
      "SIGNET_PASSWORDS_PARALLELISM, 1, 16, 0, 17",
      "SIGNET_PASSWORDS_LANES, 1, 64, 0, 65",
      "SIGNET_QUOTAS_ISSUING_USER, 1/1s, 1000000000/365d, 0/1s, 1000000001/365d",
      "SIGNET_QUOTAS_ISSUING_APPLICATION, 1/1s, 1000000000/365d, 1/0s, 1/366d",
      "SIGNET_QUOTAS_CALLS_USER, 1/1s, 1000000000/365d, -1/1s, 99999999999999999999/1s",
      "SIGNET_QUOTAS_CALLS_APPLICATION, 1/PT1S, 1000000000/P365D, 1/-1s, 1/PT1.5S",
      "SIGNET_SESSIONS_IDLE, 5m, 12h, 299s, 31d",
      "SIGNET_SESSIONS_ABSOLUTE, 30m, 30d, 299s, 31d",
      "SIGNET_SIGN_IN_FAILURES, 1, 1000000, 0, 1000001",
      "SIGNET_SIGN_IN_FAILURE_WINDOW, 1s, 24h, 0s, 25h",
      "SIGNET_BINDING_PROOF_AGE, 1s, 10m, 0s, 601s",
      "SIGNET_LIMITS_BODY_BYTES, 1024, 1048576, 1023, 1048577",
      "SIGNET_LIMITS_HEADER_BYTES, 1024, 65536, 1023, 65537",
      "SIGNET_LIMITS_FORM_FIELDS, 8, 1024, 7, 1025",
      "SIGNET_LIMITS_FIELD_CHARS, 256, 65536, 255, 65537",
      "SIGNET_LIMITS_BODY_TIMEOUT, 1s, 1m, 0s, 61s",
      "SIGNET_LIMITS_IDLE_TIMEOUT, 1s, 1h, -5s, 61m",
      "SIGNET_LIMITS_STOP_TIMEOUT, 1s, 1h, PT-1S, 2h",
    })
    void takesBothEndsOfARangeAndNothingBeyond(
        String variable, String least, String most, String below, String above) {
      for (String good : List.of(least, most)) {
        assertThatCode(() -> read(variable, good)).as(good).doesNotThrowAnyException();
      }
      for (String bad : List.of(below, above)) {
        assertThat(faults(variable, bad)).as(bad).singleElement().asString().contains(variable);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"900", "15 m", "15M", "m", "1.5h", "PT", "PT99999999999999999999S"})
    void refusesADurationWithoutItsUnit(String text) {
      assertThat(faults("SIGNET_TOKENS_LIFETIME", text))
          .singleElement()
          .asString()
          .startsWith("tokens.lifetime")
          .endsWith("such as 90s, 15m, 12h or PT15M (set by SIGNET_TOKENS_LIFETIME)");
    }

    @ParameterizedTest
    @CsvSource({
      "SIGNET_PROFILE, staging, profile is not development or production",
      "SIGNET_KEYS_ALGORITHM, es256, 'keys.algorithm is not ES256, Ed25519, RS256 or ML-DSA-65'",
      "SIGNET_KEYS_ALGORITHMS, ES256 HS256, 'keys.algorithms is not ES256, Ed25519, RS256 or ML-DSA-65'",
      "SIGNET_KEYS_ROTATION_EVERY, 1d, keys.rotation.every (PT24H) must be at least PT25H6M: ",
      "SIGNET_KEYS_ROTATION_ANNOUNCE, 30d, keys.rotation.every (PT720H) must be at least PT721H6M",
      "SIGNET_KEYS_ROTATION_RETENTION, 1h, keys.rotation.retention (PT1H) must be at least PT1H6M",
      "SIGNET_LISTEN_HOST, 0.0.0.0, listen.host must be 127.0.0.1 in the development profile",
      "SIGNET_OPERATOR_HOST, 127.0.0.1, operator.host is set without operator.port",
      "SIGNET_OPERATOR_PORT, 65536, operator.port is not a whole number from 0 to 65535",
      "SIGNET_OPERATOR_PORT, 8080, operator.port is listen.port: give it a port of its own",
      "SIGNET_LISTEN_PORT, 0, issuer is missing: it cannot be derived from listen.port 0",
      "SIGNET_TOKENS_LIFETIME, 2h, tokens.lifetime (PT2H) is longer than tokens.longestLifetime",
      "SIGNET_TOKENS_LONGEST_LIFETIME, 5m, tokens.lifetime (PT15M) is longer than",
      "SIGNET_QUOTAS_ISSUING_USER, 100, 'quotas.issuing.user is not a number from 1 to 1000000000, a slash'",
      "SIGNET_QUOTAS_EXCHANGES_OF, both, quotas.exchangesOf is not client or holder",
      "SIGNET_QUOTAS_CALLS_OF, jti, quotas.callsOf is not sub or client_id",
      "SIGNET_QUOTAS_TTL, 31m, quotas.believeFor (PT1H) is less than twice quotas.ttl (PT31M)",
      "SIGNET_QUOTAS_BELIEVE_FOR, 19s, quotas.believeFor (PT19S) is less than twice quotas.ttl",
      "SIGNET_SESSIONS_IDLE, 13h, sessions.idle is longer than sessions.absolute",
      "SIGNET_SESSIONS_ABSOLUTE, 5m, sessions.idle is longer than sessions.absolute",
      "SIGNET_TLS_KEY_FILE, k.pem, tls.certificateFile and tls.keyFile go together",
      "SIGNET_TLS_CERTIFICATE_FILE, c.pem, tls.certificateFile and tls.keyFile go together",
      "SIGNET_TLS_CLIENT_AUTH, required, tls.clientAuth is not off or optional",
      "SIGNET_TLS_CLIENT_AUTH, optional, tls.clientAuth needs TLS of our own: set tls.certificateFile",
      "SIGNET_PROXIES_TRUSTED, 10.0.0.0/8, proxies.trusted is set, but nothing is believed of them",
      "SIGNET_PROXIES_CERTIFICATE_HEADER, Client-Cert, proxies.certificateHeader is believed of nobody",
      "SIGNET_PROXIES_ADDRESS_HEADER, forwarded, proxies.addressHeader is believed of nobody: set",
      "SIGNET_PROXIES_ADDRESS_HEADER, x-real-ip, proxies.addressHeader is not none",
      "SIGNET_SIGN_IN_ADDRESS_FAILURES, 0, signIn.addressFailures is not a whole number from 1 to",
      "SIGNET_SIGN_IN_ACCOUNT_FAILURES, 0, signIn.accountFailures is not a whole number from 1 to",
      "SIGNET_SIGN_IN_LONGEST_WAIT, 2d, signIn.longestWait is not a duration from PT1S to PT24H",
      "SIGNET_LIMITS_CONNECTIONS, 9, limits.connections is not a whole number from 10 to 1000000",
      "SIGNET_LIMITS_CONNECTIONS, 500, limits.connections (500) leaves no room beside",
      "SIGNET_PROXIES_CERTIFICATE_FORMAT, pem, proxies.certificateFormat is not rfc9440 or url-pem",
      "SIGNET_STORAGE_FILE, 'a\0b', storage.file is not a path",
      "SIGNET_TOKENS_LIFETYME, 5m, SIGNET_TOKENS_LIFETYME is not a setting",
    })
    void namesTheSettingAndTheFix(String variable, String value, String fault) {
      List<String> faults =
          variable.equals("SIGNET_LISTEN_PORT")
              ? faultsOf(null, Map.of(variable, value))
              : faults(variable, value);

      assertThat(faults).singleElement().asString().startsWith(fault);
    }

    @ParameterizedTest
    @CsvSource({
      "https://a.example?x, no query",
      "https://a.example#x, no fragment",
      "https://me@a.example, no user",
      "https://a.example/, end without a slash",
      "https://a.example/b/, end without a slash",
      "https://a.example//b, end without a slash",
      "https://a.example/b%20c, end without a slash",
      "https://A.example, lower case",
      "HTTPS://a.example, must be a URL such as",
      "ftp://a.example, must be a URL such as",
      "a.example, must be a URL such as",
      "https:, is not a URL",
      "https://a b, is not a URL",
      "https://, is not a URL",
    })
    void refusesAnIssuerThatValidatorsCouldNotCompare(String issuer, String problem) {
      assertThat(faultsOf(null, Map.of("SIGNET_ISSUER", issuer)))
          .singleElement()
          .asString()
          .startsWith("issuer ")
          .contains(problem);
    }

    @Test
    void demandsInProductionWhatGuardsOtherPeoplesData() throws IOException {
      assertThat(faultsOf(write("issuer: http://auth.example.org\n"), Map.of()))
          .satisfiesExactlyInAnyOrder(
              fault -> assertThat(fault).startsWith("issuer must be https"),
              fault -> assertThat(fault).startsWith("keys.passphraseFile is missing"),
              fault -> assertThat(fault).startsWith("secrets.hashKeyFile is missing"));
    }

    @Test
    void demandsAnIssuerInProduction() throws IOException {
      assertThat(faultsOf(write("listen: {port: 0}\n"), Map.of()))
          .anyMatch(fault -> fault.startsWith("issuer is missing: set the URL"));
    }
  }

  @Nested
  class AllAtOnce {
    @Test
    void countsEveryFaultOfAFileAndOfTheEnvironment() throws IOException {
      Path yaml =
          write(
              """
              profile: development
              issuer: https://A.example
              listen: {host: example.org, port: lots}
              tls: {keyFile: k.pem}
              keys: {algorithm: HS256, passphrase: secret, directorry: k}
              tokens: {lifetime: 2h}
              storage: {busyTimeout: 2m}
              limits: {bodyTimeout: -1s}
              colour:
              """);

      List<String> faults = faultsOf(yaml, Map.of("SIGNET_LISTEN_PROT", "1"));

      assertThat(faults.stream().map(fault -> fault.split(" ", 2)[0]))
          .containsExactlyInAnyOrder(
              "issuer",
              "listen.host",
              "listen.port",
              "tls.certificateFile",
              "keys.algorithm",
              "keys.passphrase",
              "keys.directorry",
              "tokens.lifetime",
              "storage.busyTimeout",
              "limits.bodyTimeout",
              "colour",
              "SIGNET_LISTEN_PROT");
    }

    @Test
    void showsTheNeighboursOfAnUnknownSetting() throws IOException {
      assertThat(faultsOf(write("profile: development\ntokens: {lifetym: 1s}\n"), Map.of()))
          .containsExactly(
              "tokens.lifetym is not a setting; remove it. The settings are:"
                  + " tokens.lifetime, tokens.longestLifetime");
    }

    @Test
    void neverShowsASecretInAFault() throws IOException {
      Path yaml = write("profile: development\nkeys: {passphrase: hush}\n");

      assertThat(faultsOf(yaml, Map.of("SIGNET_SECRETS_HASH_KEY", "mumble")).toString())
          .doesNotContain("hush", "mumble");
    }
  }

  @Nested
  class TheAlgorithms {
    @ParameterizedTest
    @CsvSource({
      "'keys: {algorithm: RS256, algorithms: [ES256]}', keys.algorithms lacks keys.algorithm (RS256)",
      "'audiences: {a: {algorithm: RS256}}', audiences.a.algorithm (RS256) is not among",
      "'audiences: {a: {algorithm: rs256}}', audiences.a.algorithm is not ES256",
      "'applications: {b: {algorithm: RS256}}', applications.b.algorithm (RS256) is not among",
      "'audiences: {a: {algoritm: RS256}}', audiences.a.algoritm is not a setting",
      "'audiences: {algorithm: RS256}', audiences.algorithm is not a setting",
    })
    void mustBeKeptToBeChosen(String yaml, String fault) throws IOException {
      assertThat(faultsOf(write("profile: development\n" + yaml + "\n"), Map.of()))
          .singleElement()
          .asString()
          .startsWith(fault);
    }

    @Test
    void cannotBeChosenByAVariable() {
      assertThat(faults("SIGNET_AUDIENCES_NAME_ALGORITHM", "ES256"))
          .singleElement()
          .asString()
          .contains("is not a setting");
    }
  }

  @Nested
  class TheFile {
    @Test
    void refusesASettingThatStandsTwice() throws IOException {
      assertThat(faultsOf(write("issuer: a\nissuer: b\n"), Map.of()))
          .singleElement()
          .asString()
          .contains("signet.yaml", "duplicate key issuer", "line 2");
    }

    @Test
    void refusesASettingThatStandsTwiceInTwoForms() throws IOException {
      String twice = "profile: development\nlisten: {port: 1}\nlisten.port: 2\n";

      assertThat(faultsOf(write(twice), Map.of()))
          .singleElement()
          .asString()
          .startsWith("listen.port is set twice");
    }

    @Test
    void refusesAListWhereOneValueIsMeant() throws IOException {
      assertThat(faultsOf(write("profile: development\nissuer: [a, b]\n"), Map.of()))
          .singleElement()
          .asString()
          .startsWith("issuer is a list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text", "- a\n- b\n", "42"})
    void refusesYamlThatIsNoMapping(String yaml) throws IOException {
      assertThat(faultsOf(write(yaml), Map.of()))
          .singleElement()
          .asString()
          .contains("signet.yaml must be a YAML mapping");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a: b\nc: [\n", "a: b\nc: d: e\n", "a: b\n\tc: d\n", "a: b\n--- \nc: d\n"})
    void namesFileAndLineOfWhatIsNotYaml(String yaml) throws IOException {
      assertThat(faultsOf(write(yaml), Map.of()))
          .singleElement()
          .asString()
          .contains("signet.yaml is not YAML")
          .containsPattern("line [23]");
    }

    @Test
    void namesAFileThatIsNotThere() {
      assertThat(faultsOf(folder.resolve("absent.yaml"), Map.of()))
          .singleElement()
          .asString()
          .contains("absent.yaml", "cannot be read", "no such file");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
      Path yaml = Files.write(folder.resolve("signet.yaml"), new byte[] {'a', ':', (byte) 0xff});

      assertThat(faultsOf(yaml, Map.of())).singleElement().asString().contains("is not UTF-8");
    }

    @Test
    void takesAnEmptyFileForNoSettings() throws IOException {
      assertThat(faultsOf(write("# nothing yet\n"), Map.of())).hasSize(3);
    }
  }

  private static AuthorityConfig read(String variable, String value) {
    // An issuer, as port 0 is a good port and leaves none to derive.
    return AuthorityConfig.read(null, Map.of(variable, value, "SIGNET_ISSUER", "http://a.example"));
  }

  private static List<String> faults(String variable, String value) {
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> read(variable, value));
    assertThat(refusal).as("%s=%s is refused", variable, value).isNotNull();
    return refusal.faults();
  }

  private static List<String> faultsOf(@Nullable Path yaml, Map<String, String> environment) {
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> AuthorityConfig.read(yaml, environment));
    assertThat(refusal).as("the configuration is refused").isNotNull();
    return refusal.faults();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("signet.yaml"), yaml, UTF_8);
  }
}

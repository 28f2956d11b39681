package dev.signet.authority.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.token.assertion.TrustedIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose assertions are taken, and every fault in saying so. */
class AssertionConfigTest {
  private static final String ISSUER = "issuer: https://idp.example.com";
  private static final String ADDRESS = "jwksUri: https://idp.example.com/keys";
  private static final String PREFIX = "prefix: idp/";
  private static final String CLIENTS = "clients: [billing]";
  private static final String AUDIENCES = "audiences: [orders]";

  @TempDir private Path folder;

  private List<TrustedIssuer> read(String... lines) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("signet.yaml"),
            "profile: development\nassertions:\n  idp:\n    "
                + String.join("\n    ", lines)
                + '\n');
    return AuthorityConfig.read(yaml, Map.of()).assertions();
  }

  private List<String> faults(String... lines) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(lines));
    assertThat(refused).isNotNull();
    return refused.faults();
  }

  /** The good settings, but for those of the same name. */
  private static String[] with(String... lines) {
    List<String> all = new ArrayList<>(List.of(ISSUER, ADDRESS, PREFIX, CLIENTS, AUDIENCES));
    for (String line : lines) {
      String name = line.substring(0, line.indexOf(':') + 1);
      all.removeIf(each -> each.startsWith(name));
      all.add(line);
    }
    return all.toArray(String[]::new);
  }

  @Test
  void trustsNobodyUntilNamed() {
    assertThat(AuthorityConfig.read(null, Map.of()).assertions()).isEmpty();
  }

  @Test
  void hasADefaultForWhatNeedsNone() throws IOException {
    TrustedIssuer issuer = read(with()).get(0);

    assertThat(issuer.name()).isEqualTo("idp");
    assertThat(issuer.issuer()).isEqualTo("https://idp.example.com");
    assertThat(issuer.evidence().published()).isPresent();
    assertThat(issuer.evidence().once()).isTrue();
    assertThat(issuer.evidence().rules().audience().names())
        .containsExactlyInAnyOrder("http://127.0.0.1:8080", "http://127.0.0.1:8080/token");
    assertThat(issuer.evidence().rules().algorithms())
        .containsExactlyInAnyOrder("ES256", "Ed25519", "RS256");
    assertThat(issuer.evidence().rules().types()).containsExactly("application/jwt");
    assertThat(issuer.evidence().rules().longestLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(issuer.holder().subjectClaim()).isEqualTo("sub");
    assertThat(issuer.holder().kind()).isEqualTo(ConsumerKind.USER);
    assertThat(issuer.holder().details()).isEmpty();
    assertThat(issuer.limits().scopes()).isEmpty();
    assertThat(issuer.limits().lifetime()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void takesEverySetting() throws IOException {
    Path keys = Files.writeString(folder.resolve("k.json"), SignerKey.set(SignerKey.es256("a")));

    TrustedIssuer issuer =
        read(
                ISSUER,
                "keysFile: " + keys,
                "audience: [one, two]",
                "algorithms: [ES256]",
                "types: [JWT, grant+jwt]",
                "longestLifetime: 5m",
                "replay: reusable",
                "subject: account",
                "prefix: \"idp|\"",
                "holder: application",
                "claims: [email=mail, roles=groups]",
                "clients: [billing, reports]",
                "audiences: [orders, stock]",
                "scopes: [orders.read]",
                "lifetime: 90s")
            .get(0);

    assertThat(issuer.evidence().published()).isEmpty();
    assertThat(issuer.evidence().once()).isFalse();
    assertThat(issuer.evidence().rules().audience().names())
        .containsExactlyInAnyOrder("one", "two");
    assertThat(issuer.evidence().rules().algorithms()).containsExactly("ES256");
    assertThat(issuer.evidence().rules().types())
        .containsExactlyInAnyOrder("application/jwt", "application/grant+jwt");
    assertThat(issuer.evidence().rules().longestLifetime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(issuer.holder().subjectClaim()).isEqualTo("account");
    assertThat(issuer.holder().prefix()).isEqualTo("idp|");
    assertThat(issuer.holder().kind()).isEqualTo(ConsumerKind.APPLICATION);
    assertThat(issuer.holder().details()).isEqualTo(Map.of("email", "mail", "roles", "groups"));
    assertThat(issuer.limits().clients()).isEqualTo(Set.of("billing", "reports"));
    assertThat(issuer.limits().audiences()).isEqualTo(Set.of("orders", "stock"));
    assertThat(issuer.limits().scopes()).isEqualTo(Set.of("orders.read"));
    assertThat(issuer.limits().lifetime()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void tellsAllThatIsMissingAtOnce() {
    assertThat(faults("lifetime: 5m"))
        .hasSize(5)
        .anySatisfy(fault -> assertThat(fault).contains("assertions.idp.issuer is missing"))
        .anySatisfy(fault -> assertThat(fault).contains("jwksUri or keysFile", "exactly one"))
        .anySatisfy(fault -> assertThat(fault).contains("assertions.idp.prefix"))
        .anySatisfy(fault -> assertThat(fault).contains("assertions.idp.clients is missing"))
        .anySatisfy(fault -> assertThat(fault).contains("assertions.idp.audiences is missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"idp:", "idp", "a b/", "ü/", "''"})
  void refusesAPrefixThatSetsNoNameApart(String prefix) {
    assertThat(faults(with("prefix: '" + prefix.replace("'", "") + "'")))
        .singleElement()
        .asString()
        .contains("assertions.idp.prefix does not set names apart", "idp/ or idp|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "jwksUri: http://idp.example.com/keys; is not an https address",
        "keysFile: none.json; set exactly one",
        "algorithms: [HS256]; is not of ES256",
        "types: [at+jwt]; an access token is no assertion",
        "types: [application/DPoP+jwt]; names another kind of JWT",
        "longestLifetime: 2d; is not a duration",
        "replay: twice; is not once or reusable",
        "holder: robot; is not application or user",
        "claims: [salary=pay]; is not detail=claim",
        "claims: [email]; is not detail=claim",
        "claims: [email=a, email=b]; each detail once",
        "lifetime: 2d; is not a duration",
        "issuer: http://127.0.0.1:8080; is this authority",
        "unknown: x; assertions.idp.unknown is not a setting",
      })
  void namesEachFaultAndItsFix(String line, String fault) {
    assertThat(faults(with(line))).anySatisfy(each -> assertThat(each).contains(fault));
  }

  @Test
  void refusesAFileOfKeysThatIsNotForOthersToHave() throws IOException {
    Path secret =
        Files.writeString(folder.resolve("secret.json"), SignerKey.es256("a").jwk().toJSONString());

    assertThat(faults(ISSUER, "keysFile: " + secret, PREFIX, CLIENTS, AUDIENCES))
        .singleElement()
        .asString()
        .contains("assertions.idp.keysFile cannot be used", "share its public half");
  }

  @Test
  void refusesTheSameIssuerTwice() {
    String second = "\n  again:\n    " + String.join("\n    ", with());

    assertThat(faults(with(AUDIENCES + second)))
        .singleElement()
        .asString()
        .contains("assertions.idp.issuer is the issuer of again: make them one section");
  }
}

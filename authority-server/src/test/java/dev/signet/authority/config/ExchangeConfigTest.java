package dev.signet.authority.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.token.claims.AudienceRules;
import dev.signet.authority.token.exchange.ExchangeMode;
import dev.signet.authority.token.exchange.ExchangeRule;
import dev.signet.authority.token.exchange.ExchangeRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may exchange tokens, and what is said of audiences. */
class ExchangeConfigTest {
  @TempDir private Path folder;

  private AuthorityConfig read(String yaml) {
    try {
      Path file = Files.writeString(folder.resolve("signet.yaml"), yaml);
      return AuthorityConfig.read(file, Map.of("SIGNET_PROFILE", "development"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> faults(String yaml) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    assertThat(refused).as("refused: %s", yaml).isNotNull();
    return refused.faults();
  }

  @Test
  void letsNobodyExchangeByDefault() {
    AuthorityConfig config = AuthorityConfig.read(null, Map.of());

    assertThat(config.exchange()).isEqualTo(new ExchangeRules(List.of()));
    assertThat(config.audiences()).isEqualTo(AudienceRules.none());
  }

  @Test
  void takesARuleOfEachModeForAClient() {
    ExchangeRules rules =
        read("""
            exchange:
              acts: {client: c, mode: delegation, audiences: [b, a], scopes: [x, y]}
              passes: {client: c, mode: impersonation, audiences: a}
            """)
            .exchange();

    assertThat(rules.rules())
        .containsExactly(
            new ExchangeRule("c", ExchangeMode.DELEGATION, List.of("b", "a"), List.of("x", "y")),
            new ExchangeRule("c", ExchangeMode.IMPERSONATION, List.of("a"), List.of()));
  }

  @Test
  void keepsBoundTokensBoundAsTheyAreUnlessToldOtherwise() {
    List<ExchangeRule> rules =
        read("exchange: {r: {client: c, mode: delegation, audiences: [a], rebind: true}}")
            .exchange()
            .rules();

    assertThat(rules).singleElement().extracting(ExchangeRule::rebind).isEqualTo(true);
    assertThat(read("exchange: {r: {client: c, mode: delegation, audiences: [a]}}").exchange())
        .isEqualTo(
            new ExchangeRules(
                List.of(new ExchangeRule("c", ExchangeMode.DELEGATION, List.of("a"), List.of()))));
    assertThat(faults("exchange: {r: {client: c, mode: delegation, audiences: a, rebind: yes}}"))
        .singleElement()
        .asString()
        .contains("exchange.r.rebind is not true or false");
  }

  @ParameterizedTest
  @CsvSource({
    "'{mode: delegation, audiences: [a]}', exchange.r.client is missing",
    "'{client: c, audiences: [a]}', exchange.r.mode is missing",
    "'{client: c, mode: both, audiences: [a]}', exchange.r.mode is not delegation or impersonation",
    "'{client: c, mode: delegation}', exchange.r.audiences is missing",
    "'{client: c, mode: delegation, audiences: []}', exchange.r.audiences is missing",
    "'{client: c, mode: delegation, audiences: [a], scope: x}', exchange.r.scope is not a setting",
    "'{client: [c], mode: delegation, audiences: [a]}', exchange.r.client is a list",
  })
  void namesWhatIsWrongWithARule(String rule, String fault) {
    assertThat(faults("exchange: {r: " + rule + "}")).singleElement().asString().contains(fault);
  }

  @Test
  void tellsAllFaultsOfAnEmptyRuleAtOnce() {
    assertThat(faults("exchange: {r: {scopes: [x]}}")).hasSize(3);
  }

  @Test
  void refusesTwoRulesForOneClientAndMode() {
    String rule = "{client: c, mode: delegation, audiences: [a]}";

    assertThat(faults("exchange: {one: " + rule + ", two: " + rule + "}"))
        .singleElement()
        .asString()
        .contains("exchange.two is for the client and the mode of one");
  }

  @Test
  void takesWhatIsSaidOfAudiences() {
    AudienceRules rules =
        read("""
            audiences:
              https://a.example.org:
                claims: [email, roles]
                resources: [https://a.example.org/api, urn:a]
                mayAct: c
              b:
                claims: []
            """)
            .audiences();

    assertThat(rules.claims().byAudience())
        .isEqualTo(
            Map.of("https://a.example.org", Set.of("email", "roles"), "b", Set.<String>of()));
    assertThat(rules.byResource())
        .isEqualTo(
            Map.of(
                "https://a.example.org/api",
                "https://a.example.org",
                "urn:a",
                "https://a.example.org"));
    assertThat(rules.mayAct()).isEqualTo(Map.of("https://a.example.org", "c"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{a: {claims: [email, phone]}}', 'audiences.a.claims has phone, which is none of email,'",
    "'{a: {claims: sub}}', 'audiences.a.claims has sub, which is none of'",
    "'{a: {resources: [stock]}}', 'audiences.a.resources has stock, which is no absolute URI'",
    "'{a: {resources: [\"https://a/#b\"]}}', 'https://a/#b, which is no absolute URI'",
    "'{a: {resources: [urn:x]}, b: {resources: [urn:x]}}', 'urn:x, which stands for a already'",
    "'{a: {mayAct: [c, d]}}', 'audiences.a.mayAct is a list'",
  })
  void namesWhatIsWrongWithAnAudience(String audiences, String fault) {
    assertThat(faults("audiences: " + audiences)).singleElement().asString().contains(fault);
  }
}

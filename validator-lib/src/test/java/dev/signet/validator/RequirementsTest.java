package dev.signet.validator;

import static dev.signet.validator.Reason.INSUFFICIENT_SCOPE;
import static dev.signet.validator.Reason.WRONG_AUDIENCE;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider may ask of a good token beyond that it is good, and what a refusal then says. */
class RequirementsTest {
  private static final String METADATA =
      "https://api.example.com/.well-known/oauth-protected-resource";
  private static final String START =
      "Bearer realm=\"https://api.example.com\", resource_metadata=\"" + METADATA + '"';

  private final Bench bench = new Bench();
  private final TokenValidator named =
      bench.builder().resourceMetadata(URI.create(METADATA)).build();

  @ParameterizedTest(name = "{0} holds {1}")
  @MethodSource
  void letsAClaimPassThatHasTheValue(String json, Object value) {
    Verdict verdict = bench.check(valid().claim("tenant", json).signed());

    assertThat(verdict.requireClaim("tenant", value)).isSameAs(verdict);
  }

  static Stream<Arguments> letsAClaimPassThatHasTheValue() {
    return Stream.of(
        Arguments.of("\"acme\"", "acme"),
        Arguments.of("[\"other\",\"acme\"]", "acme"),
        Arguments.of("true", true),
        Arguments.of("7", 7),
        Arguments.of("7", 7L),
        Arguments.of("7", BigInteger.valueOf(7)),
        Arguments.of("7.0", 7),
        Arguments.of("[1,7]", 7),
        Arguments.of("0.10", new BigDecimal("0.1")));
  }

  @ParameterizedTest(name = "{0} does not hold {1}")
  @MethodSource
  void refusesAClaimThatHasAnotherValue(String json, Object value) {
    Verdict verdict =
        bench.check(valid().claim("tenant", json).signed()).requireClaim("tenant", value);

    Bench.assertRefused(verdict, INSUFFICIENT_SCOPE, "tenant");
    assertThat(verdict.httpStatus()).isEqualTo(403);
  }

  static Stream<Arguments> refusesAClaimThatHasAnotherValue() {
    return Stream.of(
        Arguments.of("\"acme2\"", "acme"),
        Arguments.of("\"ACME\"", "acme"),
        Arguments.of("\"acme other\"", "acme"),
        Arguments.of("[\"acme other\"]", "acme"),
        Arguments.of("[[\"acme\"]]", "acme"),
        Arguments.of("{\"acme\":true}", "acme"),
        Arguments.of("[]", "acme"),
        Arguments.of("null", "acme"),
        Arguments.of("\"true\"", true),
        Arguments.of("1", true),
        Arguments.of("\"7\"", 7),
        Arguments.of("7", "7"),
        Arguments.of("7.5", 7));
  }

  @Test
  void refusesAClaimThatIsNotThere() {
    Verdict verdict = bench.check(valid().signed()).requireClaim("tenant", "acme");

    Bench.assertRefused(verdict, INSUFFICIENT_SCOPE, "tenant");
    assertThat(verdict.challenge())
        .contains("Bearer realm=\"https://api.example.com\", error=\"insufficient_scope\"");
  }

  @Test
  void asksNothingOfATokenThatIsAlreadyRefused() {
    Verdict refused = bench.check("rubbish");
    Verdict unavailable = new Verdict.Unavailable(Reason.NO_KEYS_YET, Duration.ofSeconds(1));

    assertThat(refused.requireClaim("tenant", "acme")).isSameAs(refused);
    assertThat(unavailable.requireClaim("tenant", "acme")).isSameAs(unavailable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "bad"})
  void refusesToAskForWhatCouldNeverMatch(String kind) {
    Verdict verdict = bench.check(kind.equals("good") ? valid().signed() : "rubbish");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> verdict.requireClaim(" ", "acme"))
        .withMessageStartingWith("claim is blank: give ");
    Stream.of(List.of("acme"), 0.1d, 'a', Optional.of("acme"))
        .forEach(
            value ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> verdict.requireClaim("tenant", value))
                    .withMessageContaining(": give a String, Boolean, "));
  }

  @Test
  @DisplayName("C.7.7 every challenge says where the metadata of the resource is")
  void namesTheMetadataInEveryChallenge() {
    Verdict good = named.checkToken(valid().signed());

    assertThat(named.check(List.of()).challenge()).contains(START);
    assertThat(named.check("Bearer").challenge()).contains(START + ", error=\"invalid_request\"");
    assertThat(named.checkToken("rubbish").challenge())
        .contains(START + ", error=\"invalid_token\"");
    assertThat(good.requireScope("a").challenge())
        .contains(START + ", error=\"insufficient_scope\", scope=\"a\"");
    assertThat(good.requireClaim("a", "b").challenge())
        .contains(START + ", error=\"insufficient_scope\"");
  }

  @Test
  void takesATokenForAnyOfItsNames() {
    TokenValidator validator =
        bench.builder().alsoAudience("orders").alsoAudience("orders-v2").build();

    Stream.of("\"orders\"", "\"orders-v2\"", "[\"x\",\"orders\"]", '"' + TestTokens.AUDIENCE + '"')
        .forEach(
            aud ->
                assertThat(validator.checkToken(valid().claim("aud", aud).signed()))
                    .isInstanceOf(Verdict.Accepted.class));
    Stream.of("\"order\"", "\"Orders\"", "[\"orders-v3\"]", "[]")
        .forEach(
            aud ->
                Bench.assertRefused(
                    validator.checkToken(valid().claim("aud", aud).signed()), WRONG_AUDIENCE));
    Bench.assertRefused(bench.check(valid().claim("aud", "\"orders\"").signed()), WRONG_AUDIENCE);
  }

  @Test
  void refusesAnAcceptedVerdictThatCouldNotChallenge() {
    Token token = bench.assertAccepted(valid().signed());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Verdict.Accepted(token, Optional.empty(), "api"))
        .withMessageStartingWith("challengeStart ");
  }

  @Test
  void readsTokensOfAnotherProfileByTheNamesItIsTold() {
    TokenValidator validator = bench.builder().requiredType("JWT").clientIdClaim("azp").build();
    TestTokens foreign = valid().header("typ", "\"JWT\"").without("client_id");

    assertThat(validator.checkToken(foreign.claim("azp", "\"web\"").signed()).orThrow().clientId())
        .isEqualTo("web");
    Bench.assertRefused(
        validator.checkToken(foreign.without("azp").signed()), Reason.CLAIM_MISSING, "azp");
    assertThat(validator.explain(foreign.without("azp").signed()).toString())
        .contains("claim_missing: missing azp");
  }
}

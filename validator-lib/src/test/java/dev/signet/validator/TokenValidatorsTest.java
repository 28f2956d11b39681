package dev.signet.validator;

import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.MALFORMED_REQUEST;
import static dev.signet.validator.Reason.MISSING;
import static dev.signet.validator.Reason.TOO_LARGE;
import static dev.signet.validator.Reason.UNKNOWN_KEY;
import static dev.signet.validator.Reason.WRONG_AUDIENCE;
import static dev.signet.validator.Reason.WRONG_ISSUER;
import static dev.signet.validator.TestTokens.ISSUER;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two authorities with a key each, and one provider that takes the tokens of both. */
class TokenValidatorsTest {
  private static final String OTHER = "https://partner.example.com";
  private static final TestKey OTHER_KEY = TestKey.generate("es-2", "ES256");

  private final TokenValidator own = builder(ISSUER).keys(TestKey.set(TestKey.ES256)).build();
  private final TokenValidator partner =
      builder(OTHER).keys(TestKey.set(OTHER_KEY)).maxTokenBytes(16_384).build();
  private final TokenValidators both = TokenValidators.of(own, partner);

  @Test
  void asksTheValidatorOfTheIssuer() {
    String partners = ofPartner().signed();

    assertThat(both.checkToken(valid().signed()).orThrow().issuer()).isEqualTo(ISSUER);
    assertThat(both.checkToken(partners).orThrow().issuer()).isEqualTo(OTHER);
    assertThat(both.check("Bearer " + partners)).isInstanceOf(Verdict.Accepted.class);
    assertThat(both.check(List.of("Bearer " + partners))).isInstanceOf(Verdict.Accepted.class);
    assertThat(both.explain(partners)).isEqualTo(partner.explain(partners));
  }

  @Test
  @DisplayName("D07 a kid of one issuer in a token of another")
  void sharesNoKeysBetweenIssuers() {
    String ownKey = valid(TestKey.ES256).claim("iss", '"' + OTHER + '"').signed();
    String partnersKey = valid(OTHER_KEY).signed();

    Bench.assertRefused(both.checkToken(ownKey), UNKNOWN_KEY);
    Bench.assertRefused(both.checkToken(partnersKey), UNKNOWN_KEY);
  }

  @Test
  @DisplayName("D07 the same kid with both issuers is two keys")
  void tellsApartKeysOfOneName() {
    TestKey namesake = TestKey.generate(TestKey.ES256.id(), "ES256");
    TokenValidator other = builder(OTHER).keys(TestKey.set(namesake)).build();
    TokenValidators namesakes = TokenValidators.of(own, other);
    String forged = valid(TestKey.ES256).claim("iss", '"' + OTHER + '"').signed();

    Bench.assertRefused(namesakes.checkToken(forged), Reason.BAD_SIGNATURE);
  }

  @ParameterizedTest(name = "F10 iss {0}")
  @ValueSource(
      strings = {
        "null",
        "7",
        "[\"https://auth.example.com\"]",
        "\"https://auth.example.com/\"",
        "\"https://AUTH.example.com\"",
        "\"https://auth.example.com.evil.example\"",
        "\"https://auth.example\"",
        "\"\""
      })
  void refusesAnIssuerThatIsNotExactlyOneOfThem(String iss) {
    Bench.assertRefused(both.checkToken(valid().claim("iss", iss).signed()), WRONG_ISSUER, "iss");
  }

  @Test
  void refusesATokenWithoutIssuer() {
    String token = valid().without("iss").signed();

    Bench.assertRefused(both.checkToken(token), WRONG_ISSUER, "iss");
    assertThat(both.explain(token).verdict()).isEqualTo("refused: wrong_issuer");
    assertThat(both.explain(token).toString()).contains(ISSUER, OTHER);
  }

  @Test
  @DisplayName("F18 a token of a sibling audience through the other validator")
  void keepsTheAudiencesOfIssuersApart() {
    TokenValidator orders =
        TokenValidator.forAuthority(OTHER, "orders")
            .keys(TestKey.set(OTHER_KEY))
            .clock(new HandClock(TestTokens.NOW))
            .build();
    TokenValidators validators = TokenValidators.of(own, orders);

    assertThat(validators.checkToken(valid().signed())).isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(validators.checkToken(ofPartner().signed()), WRONG_AUDIENCE);
    Bench.assertRefused(
        validators.checkToken(valid().claim("aud", "\"orders\"").signed()), WRONG_AUDIENCE);
  }

  @Test
  void answersWhatCannotBeReadInTheWordsOfTheFirst() {
    Bench.assertRefused(both.check((String) null), MISSING);
    Bench.assertRefused(both.check("Bearer"), MALFORMED_REQUEST);
    Bench.assertRefused(both.check(List.of("Bearer a", "Bearer b")), MALFORMED_REQUEST);
    Bench.assertRefused(both.checkToken("rubbish"), MALFORMED);
    Bench.assertRefused(
        both.checkToken(valid().payloadText(json -> json + "x").signed()), MALFORMED);
    Bench.assertRefused(both.checkToken("a".repeat(16_385)), TOO_LARGE);
    assertThat(both.check(List.of()).challenge()).isEqualTo(own.check(List.of()).challenge());
  }

  @Test
  void leavesTheSizeOfATokenToItsOwnValidator() {
    String padding = '"' + "x".repeat(7000) + '"';

    assertThat(both.checkToken(ofPartner().claim("pad", padding).signed()))
        .isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(both.checkToken(valid().claim("pad", padding).signed()), TOO_LARGE);
  }

  @Test
  void tellsTheStateOfEachAndClosesAll() {
    try (FakeAuthority authority = new FakeAuthority()) {
      TokenValidator fetching =
          TokenValidator.forAuthority(authority.issuer(), TestTokens.AUDIENCE).build();
      TokenValidators validators = TokenValidators.of(own, fetching);

      assertThat(validators.states().keySet()).containsExactly(ISSUER, authority.issuer());
      assertThat(validators.states()).containsEntry(ISSUER, own.state());
      validators.close();
      int before = authority.requests().size();
      fetching.refreshNow();

      assertThat(authority.requests()).hasSize(before);
    }
  }

  @Test
  void refusesNoneAndTwoForOneIssuer() {
    assertThatIllegalArgumentException()
        .isThrownBy(TokenValidators::of)
        .withMessageStartingWith("validators is empty: give ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenValidators.of(own, partner, own))
        .withMessage(
            "validators has two for https://auth.example.com: give one, with alsoAudience");
  }

  private static TestTokens ofPartner() {
    return valid(OTHER_KEY).claim("iss", '"' + OTHER + '"');
  }

  private static TokenValidatorBuilder builder(String issuer) {
    return TokenValidator.forAuthority(issuer, TestTokens.AUDIENCE)
        .clock(new HandClock(TestTokens.NOW));
  }
}

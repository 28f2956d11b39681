package dev.signet.validator;

import static dev.signet.validator.Explanation.Outcome.FAILED;
import static dev.signet.validator.Explanation.Outcome.NOT_REACHED;
import static dev.signet.validator.Explanation.Outcome.PASSED;
import static dev.signet.validator.TestTokens.NOW;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Explanation.Check;
import dev.signet.validator.Explanation.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The explanation of a verdict: complete, harmless and never at odds with the verdict itself. */
class ExplanationTest {
  private static final List<UnaryOperator<TestTokens>> MUTATIONS =
      List.of(
          tokens -> tokens,
          tokens -> tokens.headerText("{"),
          tokens -> tokens.header("jwk", "{}"),
          tokens -> tokens.header("crit", "[\"x\"]"),
          tokens -> tokens.header("alg", "\"none\""),
          tokens -> tokens.header("alg", "\"RS256\""),
          tokens -> tokens.header("alg", "7"),
          tokens -> tokens.withoutHeader("alg"),
          tokens -> tokens.header("typ", "\"JWT\""),
          tokens -> tokens.header("kid", "\"other\""),
          tokens -> tokens.withoutHeader("kid"),
          tokens -> tokens.payloadSegment(segment -> segment + '='),
          tokens -> tokens.claim("pad", '"' + "x".repeat(9000) + '"'),
          tokens -> tokens.claim("iss", "\"https://other.example.com\""),
          tokens -> tokens.claim("aud", "\"other\""),
          tokens -> tokens.claim("aud", "[null]"),
          tokens -> tokens.without("sub"),
          tokens -> tokens.without("exp"),
          tokens -> tokens.claim("exp", "-1"),
          tokens -> tokens.claim("scope", "7"),
          tokens -> tokens.claim("cnf", "{}"),
          tokens -> tokens.claim("cnf", "null"),
          tokens -> tokens.claim("exp", NOW.minusSeconds(30)),
          tokens -> tokens.claim("iat", NOW.plusSeconds(90)),
          tokens -> tokens.claim("nbf", NOW.plusSeconds(90)),
          tokens -> tokens.claim("exp", NOW.plusSeconds(100_000)));

  private final Bench bench = new Bench();

  @Test
  void agreesWithTheVerdictOverPairsOfMutations() {
    for (UnaryOperator<TestTokens> one : MUTATIONS) {
      for (UnaryOperator<TestTokens> two : MUTATIONS) {
        String token = two.apply(one.apply(valid())).signed();
        assertAgrees(token);
        assertAgrees(token + 'A');
        assertAgrees(token.substring(0, token.lastIndexOf('.') + 1));
      }
    }
  }

  private void assertAgrees(String token) {
    Explanation explanation = bench.validator.explain(token);
    Optional<String> decided =
        explanation.checks().stream()
            .filter(check -> check.outcome() == FAILED)
            .map(check -> check.detail().substring(0, check.detail().indexOf(':')))
            .findFirst();

    assertThat(explanation.reason()).isEqualTo(reason(bench.check(token)));
    assertThat(decided)
        .as(explanation.toString())
        .isEqualTo(explanation.reason().map(Reason::code));
  }

  private static Optional<Reason> reason(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }

  @Test
  void passesEveryCheckOfAGoodToken() {
    Explanation explanation = bench.validator.explain(valid().signed());

    assertThat(explanation.verdict()).isEqualTo("accepted");
    assertThat(explanation.checks()).extracting(Check::outcome).containsOnly(PASSED);
    assertThat(explanation.checks())
        .extracting(Check::name)
        .containsExactly(
            "length",
            "form",
            "header",
            "members",
            "algorithm",
            "type",
            "kid",
            "signed",
            "key",
            "signature",
            "payload",
            "issuer",
            "audience",
            "claims",
            "binding",
            "issued-at",
            "lifetime",
            "not-before",
            "expiry",
            "revocation");
  }

  @Test
  void goesOnBehindTheFirstFailure() {
    String token = valid().claim("aud", "\"other\"").claim("exp", NOW.minusSeconds(10)).signed();
    Explanation explanation = bench.validator.explain(token);

    assertThat(explanation.verdict()).isEqualTo("refused: wrong_audience");
    assertThat(named(explanation, FAILED)).containsExactly("audience", "expiry");
    assertThat(explanation.toString())
        .startsWith("refused: wrong_audience" + System.lineSeparator())
        .contains("wrong_audience: aud is other, accepted is [" + TestTokens.AUDIENCE + "]")
        .contains("expired: exp is 2026-03-01T11:59:50Z; it is 2026-03-01T12:00:00Z here");
  }

  @Test
  void judgesTheClaimsOfATokenWhoseKeyIsUnknown() {
    String token = valid().header("kid", "\"x\"").claim("iss", "\"https://test\"").signed();
    Explanation explanation = bench.validator.explain(token);

    assertThat(named(explanation, FAILED)).containsExactly("key", "issuer");
    assertThat(named(explanation, NOT_REACHED)).containsExactly("signature");
  }

  @Test
  void namesEveryRequiredClaimThatIsMissing() {
    String token = valid().without("sub").without("jti").signed();

    assertThat(bench.validator.explain(token).toString())
        .contains("claim_missing: missing sub, jti");
  }

  @Test
  void saysThatAnExpiredTokenIsRefusedWithoutItsSignature() {
    Explanation explanation =
        bench.validator.explain(valid().claim("exp", NOW.minusSeconds(30)).signed() + "AA");

    assertThat(named(explanation, FAILED)).containsExactly("expiry");
    assertThat(named(explanation, NOT_REACHED)).containsExactly("signature");
  }

  @Test
  void readsNothingOfATokenThatHasNoForm() {
    Explanation explanation = bench.validator.explain("rubbish");

    assertThat(named(explanation, PASSED)).containsExactly("length");
    assertThat(named(explanation, FAILED)).containsExactly("form");
    assertThat(named(explanation, NOT_REACHED)).hasSize(explanation.checks().size() - 2);
  }

  @Test
  void saysThatItCannotTellWithoutKeys() {
    try (FakeAuthority authority = new FakeAuthority();
        TokenValidator validator =
            TokenValidator.forAuthority(authority.issuer(), TestTokens.AUDIENCE)
                .clock(bench.clock)
                .build()) {
      Explanation explanation =
          validator.explain(valid().claim("iss", '"' + authority.issuer() + '"').signed());

      assertThat(explanation.verdict()).isEqualTo("unavailable: no_keys_yet");
      assertThat(named(explanation, FAILED)).containsExactly("key", "revocation");
    }
  }

  @Test
  void quotesNeitherTheTokenNorPersonalClaimsNorMuchOfAnything() {
    String token =
        valid()
            .claim("name", "\"Liddell\"")
            .claim("aud", '"' + "a".repeat(200) + '"')
            .claim("iss", "\"x\\u0007\\u00e9\\ny\"")
            .signed();
    String text = bench.validator.explain(token).toString();

    assertThat(text)
        .contains("iss is x???y,", "aud is " + "a".repeat(61) + "...,")
        .doesNotContain("Liddell", "alice", "shop", "3q2-7w", "a".repeat(62));
    Stream.of(token.split("\\.")).forEach(segment -> assertThat(text).doesNotContain(segment));
  }

  private static Stream<String> named(Explanation explanation, Outcome outcome) {
    return explanation.checks().stream()
        .filter(check -> check.outcome() == outcome)
        .map(Check::name);
  }
}

package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signet.validator.proof.TestProofs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key: RFC 9449 §7, hostile inputs F17. */
class BoundTokensTest {
  private static final String BEARER = "Bearer realm=\"https://api.example.com\"";
  private static final String ALGS = "algs=\"ES256 Ed25519 RS256\"";
  private static final String DPOP = "DPoP realm=\"https://api.example.com\", " + ALGS;

  private final Bench bench = new Bench();
  private final String jkt = TestProofs.thumbprint(TestKey.ES256);
  private final String bound = valid().claim("cnf", "{\"jkt\":\"" + jkt + "\"}").signed();
  private final String unbound = valid().signed();

  private static ResourceRequest request(String scheme, String token, String... proofs) {
    return ResourceRequest.of(TestProofs.METHOD, TestProofs.URI)
        .authorization(List.of(scheme + ' ' + token))
        .proofs(List.of(proofs));
  }

  private Verdict check(String scheme, String token, String... proofs) {
    return bench.validator.check(request(scheme, token, proofs));
  }

  private String proof(String id) {
    return TestProofs.forToken(bound).claim("jti", '"' + id + '"').signed();
  }

  private static void assertRefused(Verdict verdict, Reason reason, String challenge) {
    Bench.assertRefused(verdict, reason);
    assertThat(verdict.challenge()).contains(challenge);
    assertThat(verdict.headers()).containsEntry("WWW-Authenticate", challenge);
  }

  @Test
  void takesABoundTokenWithAProofOfItsKey() {
    Verdict verdict = check("DPoP", bound, proof("1"));

    assertThat(verdict.orThrow().confirmation())
        .contains(new Token.Confirmation(Optional.of(jkt), Optional.empty()));
    assertThat(verdict.headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DPoP", "dpop", "DPOP"})
  void takesTheSchemeInAnyCase(String scheme) {
    assertThat(check(scheme, bound, proof("1"))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void asksForAScopeUnderTheSchemeThatWasUsed() {
    Verdict verdict = check("DPoP", bound, proof("1")).requireScope("orders.delete");

    assertRefused(
        verdict,
        Reason.INSUFFICIENT_SCOPE,
        DPOP + ", error=\"insufficient_scope\", scope=\"orders.delete\"");
  }

  @Test
  void takesABearerTokenAsEver() {
    assertThat(check("Bearer", unbound)).isInstanceOf(Verdict.Accepted.class);
    assertThat(bench.validator.check("Bearer " + unbound).orThrow().confirmation()).isEmpty();
  }

  @Test
  @DisplayName("the cache of verified tokens knows a bound token, and lets nobody else pass")
  void holdsEveryPresenterOfATokenSeenBefore() {
    assertThat(check("DPoP", bound, proof("1"))).isInstanceOf(Verdict.Accepted.class);
    assertThat(bench.validator.remembered()).isOne();

    Bench.assertRefused(bench.check(bound), Reason.BINDING_REQUIRED);
    Bench.assertRefused(check("DPoP", bound), Reason.BINDING_REQUIRED);
    Bench.assertRefused(check("DPoP", bound, proof("1")), Reason.PROOF_REPLAYED);
    assertThat(check("DPoP", bound, proof("2"))).isInstanceOf(Verdict.Accepted.class);
    assertThat(bench.validator.remembered()).isOne();
  }

  @Nested
  @DisplayName("C.14.5, F17")
  class NoWayBackToBearer {
    @Test
    void refusesABoundTokenWithoutAProofWhereverItIsChecked() {
      Bench.assertRefused(bench.check(bound), Reason.BINDING_REQUIRED);
      Bench.assertRefused(bench.validator.check("Bearer " + bound), Reason.BINDING_REQUIRED);
      Bench.assertRefused(
          bench.validator.check(List.of("Bearer " + bound)), Reason.BINDING_REQUIRED);
      assertRefused(
          check("DPoP", bound), Reason.BINDING_REQUIRED, DPOP + ", error=\"invalid_token\"");
    }

    @Test
    void refusesABoundTokenUnderBearerWithAGoodProof() {
      assertRefused(
          check("Bearer", bound, proof("1")),
          Reason.BINDING_REQUIRED,
          BEARER + ", error=\"invalid_token\", DPoP " + ALGS);
      assertThat(check("DPoP", bound, proof("1"))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesAnUnboundTokenUnderDpop() {
      String proof = TestProofs.forToken(unbound).signed();

      assertRefused(
          check("DPoP", unbound, proof), Reason.NOT_BOUND, DPOP + ", error=\"invalid_token\"");
      Bench.assertRefused(check("DPoP", unbound), Reason.NOT_BOUND);
    }

    @Test
    void refusesAProofWithABearerTokenUnlessToldToIgnoreIt() {
      String proof = TestProofs.forToken(unbound).signed();
      Bench.assertRefused(check("Bearer", unbound, proof), Reason.NOT_BOUND);

      TokenValidator lenient = validator(SenderConstraint.whereBound().ignoringIdleProofs());

      assertThat(lenient.check(request("Bearer", unbound, proof)))
          .isInstanceOf(Verdict.Accepted.class);
      Bench.assertRefused(lenient.check(request("DPoP", unbound, proof)), Reason.NOT_BOUND);
      Bench.assertRefused(
          lenient.check(request("Bearer", bound, proof("1"))), Reason.BINDING_REQUIRED);
    }

    @Test
    void refusesEveryUnboundTokenWhereItMustBeBound() {
      TokenValidator strict = validator(SenderConstraint.always());

      Bench.assertRefused(strict.check(request("Bearer", unbound)), Reason.NOT_BOUND);
      assertThat(strict.check(request("DPoP", bound, proof("1"))))
          .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void acceptsWithoutAProofOnlyWhereNobodyPresentsTheToken() {
      Token token = bench.validator.checkIgnoringBinding(bound).orThrow();

      assertThat(token.confirmation()).isPresent();
      Bench.assertRefused(bench.validator.checkIgnoringBinding("rubbish"), Reason.MALFORMED);
      Bench.assertRefused(bench.check(bound), Reason.BINDING_REQUIRED);
    }
  }

  @Nested
  @DisplayName("RFC 7800 §3.1, C.7.11")
  class WhatATokenIsBoundTo {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"jkt\":\"x\"}",
          "{\"jkt\":7}",
          "{\"jkt\":\"\"}",
          "{\"jkt\":{}}",
          "{\"x5t#S256\":\"x\"}",
          "\"x\"",
          "false",
          "[]",
          "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I=\"}",
          "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4\"}",
          "{\"jkt\":\"0ZcOCORZNYy+DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}",
          // SHA-1 and SHA-512
          "{\"jkt\":\"2jmj7l5rSw0yVb_vlWAYkK_YBwk\"}",
          "{\"jkt\":\"z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg_SpIdNs6c5H0NE8XYXysP-DGNKHfuwvY7kxvUdBeoGlODJ6-SfaPg\"}"
        })
    void refusesWhatIsNoHash(String cnf) {
      String token = valid().claim("cnf", cnf).signed();
      Verdict verdict = check("DPoP", token, TestProofs.forToken(token).signed());

      Bench.assertRefused(verdict, Reason.MALFORMED, "cnf");
      Bench.assertRefused(bench.validator.checkIgnoringBinding(token), Reason.MALFORMED, "cnf");
      Bench.assertRefused(bench.check(token), Reason.BINDING_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{}", "{\"jwk\":{}}", "{\"kid\":\"a\"}", "{\"jkt\":null}", "{%s,\"kid\":\"a\"}"})
    void refusesWhatIsNotUnderstood(String cnf) {
      String member = "\"jkt\":\"" + jkt + '"';
      String token = valid().claim("cnf", cnf.replace("%s", member)).signed();

      Bench.assertRefused(
          check("DPoP", token, TestProofs.forToken(token).signed()), Reason.BINDING_REQUIRED);
      Bench.assertRefused(bench.check(token), Reason.BINDING_REQUIRED);
      Bench.assertRefused(bench.validator.checkIgnoringBinding(token), Reason.BINDING_REQUIRED);
    }

    @Test
    void refusesNullEverywhere() {
      String token = valid().claim("cnf", "null").signed();

      Bench.assertRefused(check("Bearer", token), Reason.MALFORMED, "cnf");
      Bench.assertRefused(bench.check(token), Reason.MALFORMED, "cnf");
    }
  }

  @Nested
  @DisplayName("C.14.1 to C.14.4, C.14.8")
  class TheProof {
    @Test
    void isOne() {
      assertRefused(
          check("DPoP", bound, proof("1"), proof("2")),
          Reason.INVALID_PROOF,
          DPOP + ", error=\"invalid_dpop_proof\"");
    }

    @Test
    void isByTheKeyOfTheToken() {
      String other =
          TestProofs.of(TestKey.ED25519).claim("ath", '"' + TestProofs.hash(bound) + '"').signed();

      assertRefused(
          check("DPoP", bound, other), Reason.BINDING_MISMATCH, DPOP + ", error=\"invalid_token\"");
    }

    @Test
    void isForThisMethodAddressTokenAndTime() {
      TestProofs good = TestProofs.forToken(bound);
      Bench.assertRefused(
          check("DPoP", bound, good.claim("htm", "\"POST\"").signed()),
          Reason.INVALID_PROOF,
          "htm");
      good.claim("htm", "\"GET\"").claim("htu", "\"https://api.example.com/\"");
      Bench.assertRefused(check("DPoP", bound, good.signed()), Reason.INVALID_PROOF, "htu");
      Bench.assertRefused(
          check("DPoP", bound, TestProofs.forToken(unbound).signed()), Reason.INVALID_PROOF, "ath");
      Bench.assertRefused(
          check(
              "DPoP",
              bound,
              TestProofs.forToken(bound).claim("iat", TestProofs.seconds(-61)).signed()),
          Reason.INVALID_PROOF,
          "iat");
    }

    @Test
    void isGoodOnceAtOneValidatorAndOnceAtAnother() {
      TokenValidator elsewhere = validator(SenderConstraint.whereBound());
      ResourceRequest request = request("DPoP", bound, proof("1"));
      assertThat(bench.validator.check(request)).isInstanceOf(Verdict.Accepted.class);

      assertRefused(
          bench.validator.check(request),
          Reason.PROOF_REPLAYED,
          DPOP + ", error=\"invalid_dpop_proof\"");
      // C.14.10: an instance knows what it saw itself, and what is older than a minute is refused.
      assertThat(elsewhere.check(request)).isInstanceOf(Verdict.Accepted.class);
      bench.clock.step(Duration.ofSeconds(61));
      Bench.assertRefused(elsewhere.check(request), Reason.INVALID_PROOF, "iat");
    }

    @Test
    void isNotReadBeforeTheTokenIsGood() {
      String forged = bound.substring(0, bound.length() - 4) + "AAAA";

      Bench.assertRefused(check("DPoP", forged, "rubbish"), Reason.BAD_SIGNATURE);
      Bench.assertRefused(check("DPoP", bound, "rubbish"), Reason.INVALID_PROOF);
    }

    @Test
    void isNotUsedUpByATokenThatIsRefused() {
      ResourceRequest request = request("DPoP", bound, proof("1"));
      bench.clock.step(Duration.ofSeconds(-90));
      Bench.assertRefused(bench.validator.check(request), Reason.ISSUED_IN_FUTURE);

      bench.clock.set(TestTokens.NOW);
      assertThat(bench.validator.check(request)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void isCountedInTheState() {
      assertThat(bench.validator.state().proofs()).isEqualTo(ValidatorState.Proofs.NONE);
      check("DPoP", bound, proof("1"));

      assertThat(bench.validator.state().proofs()).isEqualTo(new ValidatorState.Proofs(1, 0));
    }
  }

  @Nested
  @DisplayName("C.14.7")
  class WithNonces {
    private final TokenValidator validator =
        validator(SenderConstraint.whereBound().nonces(Duration.ofMinutes(1)));

    private String proof(String id, String nonce) {
      return TestProofs.forToken(bound)
          .claim("jti", '"' + id + '"')
          .claim("nonce", '"' + nonce + '"')
          .signed();
    }

    private String nonceOf(TokenValidator from) {
      Verdict verdict = from.check(request("DPoP", bound, BoundTokensTest.this.proof("0")));
      assertRefused(verdict, Reason.NONCE_REQUIRED, DPOP + ", error=\"use_dpop_nonce\"");
      assertThat(verdict.headers()).containsEntry("Cache-Control", "no-store");
      return verdict.headers().getOrDefault("DPoP-Nonce", "");
    }

    @Test
    void tellsTheNonceAndTakesAProofWithIt() {
      String nonce = nonceOf(validator);

      Verdict verdict = validator.check(request("DPoP", bound, proof("1", nonce)));

      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      assertThat(verdict.headers()).isEmpty();
    }

    @Test
    void tellsTheNextWithAnAcceptedAnswer() {
      String nonce = nonceOf(validator);
      bench.clock.step(Duration.ofMinutes(1));
      String later =
          TestProofs.forToken(bound)
              .claim("iat", TestProofs.seconds(60))
              .claim("nonce", '"' + nonce + '"')
              .signed();

      Verdict verdict = validator.check(request("DPoP", bound, later));

      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      assertThat(verdict.headers())
          .containsOnlyKeys("DPoP-Nonce", "Cache-Control")
          .doesNotContainEntry("DPoP-Nonce", nonce);
      assertThat(verdict.requireScope("none").headers()).containsKey("DPoP-Nonce");
    }

    @Test
    void ofAnotherInstanceIsRefusedUnlessTheyShareAKey() {
      TokenValidator alone = validator(SenderConstraint.whereBound().nonces(Duration.ofMinutes(1)));
      SenderConstraint shared =
          SenderConstraint.whereBound().nonces(Duration.ofMinutes(1), new byte[32]);

      Bench.assertRefused(
          alone.check(request("DPoP", bound, proof("1", nonceOf(validator)))),
          Reason.NONCE_REQUIRED);
      String nonce = nonceOf(validator(shared));
      assertThat(validator(shared).check(request("DPoP", bound, proof("1", nonce))))
          .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void isNotAskedOfBearers() {
      Verdict verdict = validator.check(request("Bearer", unbound));

      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      assertThat(verdict.headers()).isEmpty();
    }
  }

  @Nested
  @DisplayName("C.14.8")
  class Challenges {
    @Test
    void offersBothSchemesToWhoeverPresentsNothing() {
      ResourceRequest nothing = ResourceRequest.of("GET", TestProofs.URI);

      assertRefused(bench.validator.check(nothing), Reason.MISSING, BEARER + ", DPoP " + ALGS);
      assertRefused(
          bench.validator.check(nothing.authorization(List.of("Basic YTpi"))),
          Reason.MISSING,
          BEARER + ", DPoP " + ALGS);
    }

    @Test
    void answersABadTokenUnderTheSchemeThatWasUsed() {
      assertRefused(
          check("DPoP", "rubbish", proof("1")),
          Reason.MALFORMED,
          DPOP + ", error=\"invalid_token\"");
      assertRefused(
          check("Bearer", "rubbish"),
          Reason.MALFORMED,
          BEARER + ", error=\"invalid_token\", DPoP " + ALGS);
    }

    @Test
    @DisplayName("A18")
    void refusesTwoHeaders() {
      ResourceRequest two =
          ResourceRequest.of("GET", TestProofs.URI)
              .authorization(List.of("DPoP " + bound, "Bearer " + unbound));

      Bench.assertRefused(bench.validator.check(two), Reason.MALFORMED_REQUEST);
      Bench.assertRefused(check("DPoP ", bound), Reason.MALFORMED_REQUEST);
      Bench.assertRefused(check("DPoP", bound + "," + bound), Reason.MALFORMED_REQUEST);
    }

    @Test
    void tellsWhenToComeBackWhereNothingCanBeJudged() {
      TokenValidator withoutKeys = new FetchBench().start();

      Verdict verdict = withoutKeys.check(request("DPoP", bound, proof("1")));

      assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
      assertThat(verdict.headers()).containsOnlyKeys("Retry-After");
      assertThat(verdict.challenge()).isEmpty();
    }
  }

  @Nested
  class OfSeveralAuthorities {
    private final TokenValidators validators =
        TokenValidators.of(
            bench.validator,
            TokenValidator.forAuthority("https://other.example.com", TestTokens.AUDIENCE)
                .keys(TestKey.set(TestKey.ES256))
                .clock(bench.clock)
                .build());

    @Test
    void isJudgedByThatOfTheToken() {
      assertThat(validators.check(request("DPoP", bound, proof("1"))))
          .isInstanceOf(Verdict.Accepted.class);
      Bench.assertRefused(
          validators.check(request("DPoP", bound, proof("1"))), Reason.PROOF_REPLAYED);
      Bench.assertRefused(validators.check(request("Bearer", bound)), Reason.BINDING_REQUIRED);
      assertThat(validators.checkIgnoringBinding(bound)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void isAnsweredByTheFirstIfThereIsNone() {
      String foreign = valid().claim("iss", "\"https://third.example.com\"").signed();

      assertRefused(
          validators.check(request("DPoP", foreign, proof("1"))),
          Reason.WRONG_ISSUER,
          DPOP + ", error=\"invalid_token\"");
      Bench.assertRefused(
          validators.check(ResourceRequest.of("GET", TestProofs.URI)), Reason.MISSING);
    }
  }

  @Nested
  class Settings {
    @Test
    void haveBounds() {
      SenderConstraint some = SenderConstraint.whereBound();

      for (Duration age : List.of(Duration.ofMillis(999), Duration.ofMinutes(10).plusMillis(1))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> some.proofAge(age))
            .withMessageStartingWith("proofAge is ");
      }
      for (Duration skew : List.of(Duration.ofMillis(-1), Duration.ofMillis(60_001))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> some.proofClockSkew(skew))
            .withMessageStartingWith("proofClockSkew is ");
      }
      for (int proofs : new int[] {1023, (1 << 24) + 1}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> some.rememberedProofs(proofs))
            .withMessageStartingWith("rememberedProofs is ");
      }
      assertThatIllegalArgumentException().isThrownBy(() -> some.nonces(Duration.ZERO));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> some.nonces(Duration.ofMinutes(1), new byte[31]));
    }

    @Test
    void stretchTheTimesOfProofs() {
      SenderConstraint wide =
          SenderConstraint.whereBound()
              .proofAge(Duration.ofMinutes(2))
              .proofClockSkew(Duration.ofSeconds(30))
              .rememberedProofs(1024);
      TokenValidator validator = validator(wide);
      TestProofs proof = TestProofs.forToken(bound).claim("jti", "\"a\"");

      Verdict old =
          validator.check(
              request("DPoP", bound, proof.claim("iat", TestProofs.seconds(-120)).signed()));
      Verdict early =
          validator.check(
              request(
                  "DPoP",
                  bound,
                  proof.claim("jti", "\"b\"").claim("iat", TestProofs.seconds(30)).signed()));
      Verdict tooOld =
          validator.check(
              request("DPoP", bound, proof.claim("iat", TestProofs.seconds(-121)).signed()));

      assertThat(old).isInstanceOf(Verdict.Accepted.class);
      assertThat(early).isInstanceOf(Verdict.Accepted.class);
      Bench.assertRefused(tooOld, Reason.INVALID_PROOF, "iat");
    }

    @Test
    void ofARequestAreItsMethodAndAnAbsoluteAddress() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ResourceRequest.of(" ", TestProofs.URI));
      for (String uri : List.of("/orders", "api.example.com", "ftp://a/", "")) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceRequest.of("GET", uri));
      }
      assertThat(request("DPoP", bound, proof("1")).toString())
          .isEqualTo("ResourceRequest[GET https://api.example.com/orders]");
    }
  }

  @Test
  void aRequestWithAnAddressThatIsNoneIsRefusedAndNeverThrows() {
    ResourceRequest odd =
        ResourceRequest.of("GET", "https://api.example.com/a b\u0000\u00e9")
            .authorization(List.of("DPoP " + bound))
            .proofs(List.of(proof("1")));

    Bench.assertRefused(bench.validator.check(odd), Reason.INVALID_PROOF, "htu");
  }

  @Test
  void tellsOfATokenWhatItIsBoundTo() {
    Token token = bench.validator.checkIgnoringBinding(bound).orThrow();

    assertThat(token.claims()).containsEntry("cnf", Map.of("jkt", jkt));
    assertThat(token.confirmation().flatMap(Token.Confirmation::keyThumbprint)).contains(jkt);
  }

  private TokenValidator validator(SenderConstraint constraint) {
    return bench.builder().senderConstraint(constraint).build();
  }
}

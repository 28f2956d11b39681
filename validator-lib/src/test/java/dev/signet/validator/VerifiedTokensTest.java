package dev.signet.validator;

import static dev.signet.validator.Reason.BAD_SIGNATURE;
import static dev.signet.validator.Reason.EXPIRED;
import static dev.signet.validator.Reason.ISSUED_IN_FUTURE;
import static dev.signet.validator.Reason.KEY_REVOKED;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.WRONG_AUDIENCE;
import static dev.signet.validator.TestTokens.AUDIENCE;
import static dev.signet.validator.TestTokens.ISSUER;
import static dev.signet.validator.TestTokens.NOW;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.HandTimer;
import dev.signet.validator.sync.ScriptedSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The cache of verified tokens, and the holes that others had. */
class VerifiedTokensTest {
  private final Bench bench = new Bench();
  private final String token = valid().signed();

  @Test
  void acceptsATokenAgainWithoutReadingItAgain() {
    Token first = bench.assertAccepted(token);

    assertThat(bench.assertAccepted(copy(token))).isSameAs(first);
    assertThat(bench.validator.remembered()).isEqualTo(1);
  }

  @Test
  void remembersNothingWhenSwitchedOff() {
    TokenValidator off = bench.builder().verifiedTokenCacheBytes(0).build();
    Token first = off.checkToken(token).orThrow();

    assertThat(off.checkToken(token).orThrow()).isNotSameAs(first).isEqualTo(first);
    assertThat(off.remembered()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.builder().verifiedTokenCacheBytes(-1))
        .withMessageStartingWith("verifiedTokenCacheBytes is -1");
  }

  @Test
  @DisplayName("F07 an expired token is refused from the warm cache too, and forgotten")
  void judgesTheClockOnEveryCheck() {
    bench.assertAccepted(token);

    bench.clock.set(NOW.plusSeconds(300).plus(Bench.SKEW).minusMillis(1));
    bench.assertAccepted(token);
    bench.clock.step(Duration.ofMillis(1));
    bench.assertRefused(token, EXPIRED);
    assertThat(bench.validator.remembered()).isZero();
  }

  @Test
  @DisplayName("F20 a clock that steps back refuses a token from the future, and accepts it later")
  void judgesTheIssueTimeOnEveryCheck() {
    bench.assertAccepted(token);

    bench.clock.step(Duration.ofHours(-1));
    bench.assertRefused(token, ISSUED_IN_FUTURE);
    bench.clock.step(Duration.ofHours(1));
    bench.assertAccepted(token);
  }

  @Test
  void remembersNoRefusal() {
    bench.assertRefused(valid().claim("exp", NOW.minusSeconds(11)).signed(), EXPIRED);
    bench.assertRefused(valid().without("iat").signed(), Reason.CLAIM_MISSING);
    bench.assertRefused(valid().claim("aud", "\"other\"").signed(), WRONG_AUDIENCE);
    bench.assertRefused(token + "A", BAD_SIGNATURE);

    assertThat(bench.validator.remembered()).isZero();
  }

  @Test
  @DisplayName("F18 a token of a sibling audience through two warm caches")
  void sharesNothingBetweenValidators() {
    String ofSibling = valid().claim("aud", "\"https://sibling.example.com\"").signed();
    TokenValidator sibling =
        TokenValidator.forAuthority(ISSUER, "https://sibling.example.com")
            .keys(TestKey.set(TestKey.ES256))
            .clock(bench.clock)
            .build();
    bench.assertAccepted(token);
    assertThat(sibling.checkToken(ofSibling)).isInstanceOf(Verdict.Accepted.class);

    bench.assertRefused(ofSibling, WRONG_AUDIENCE);
    Bench.assertRefused(sibling.checkToken(token), WRONG_AUDIENCE);
  }

  @Test
  @DisplayName("F19 the same jti in two different tokens: each on its own merit")
  void judgesTokensOfOneIdApart() {
    String other = valid().claim("sub", "\"bob\"").signed();
    String expired = valid().claim("exp", NOW.minusSeconds(11)).signed();
    bench.assertAccepted(token);

    assertThat(bench.assertAccepted(other).holder().subject()).isEqualTo("bob");
    assertThat(bench.assertAccepted(token).holder().subject()).isEqualTo("alice");
    bench.assertRefused(expired, EXPIRED);
  }

  @Test
  @DisplayName("E06 (r, n-s) is another text: verified on its own, with the same jti")
  void verifiesTheMirroredSpellingOnItsOwn() {
    String mirrored = RevocationBench.mirrored(token);

    Token first = bench.assertAccepted(token);
    Token second = bench.assertAccepted(mirrored);

    assertThat(second).isNotSameAs(first).isEqualTo(first);
    assertThat(bench.validator.remembered()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "E11 another payload before the same signature: the end of a text finds, all decides")
  void decidesByTheWholeText() {
    bench.assertAccepted(token);
    String signature = token.substring(token.lastIndexOf('.'));

    bench.assertRefused(valid().claim("sub", "\"root\"").signingInput() + signature, BAD_SIGNATURE);
    bench.assertRefused(token.substring(1), MALFORMED);
    bench.assertRefused(token.substring(token.length() - 12), MALFORMED);
    bench.assertRefused(token + token, Reason.UNSUPPORTED_FORMAT);
  }

  @Test
  void staysWithinItsBytes() {
    TokenValidator small = bench.builder().verifiedTokenCacheBytes(20_000).build();

    for (int i = 0; i < 100; i++) {
      String each = valid(TestKey.RS256).claim("jti", "\"" + i + "\"").signed();
      assertThat(small.checkToken(each)).isInstanceOf(Verdict.Accepted.class);
      assertThat(small.remembered()).isBetween(0L, 5L);
    }
  }

  @Nested
  class WhileTheKeysChange {
    private final HandTimer timer = new HandTimer();
    private final ScriptedSource<VerifyingKeys> source = new ScriptedSource<>();

    @Test
    @DisplayName(
        "D19 key removed, its token cached: key_revoked on the next check, all of them gone")
    void refusesTheTokensOfAKeyThatHasGone() {
      TokenValidator validator = validator();
      String another = valid().claim("jti", "\"another\"").signed();
      String ofTheOtherKey = valid(TestKey.ED25519).signed();
      validator.checkToken(token).orThrow();
      validator.checkToken(another).orThrow();
      validator.checkToken(ofTheOtherKey).orThrow();

      publish(TestKey.ED25519);
      validator.refreshNow();

      Bench.assertRefused(validator.checkToken(token), KEY_REVOKED);
      assertThat(validator.remembered()).isEqualTo(1);
      assertThat(validator.checkToken(ofTheOtherKey)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    @DisplayName("D19 another key under the same kid")
    void refusesTheTokensOfAKeyThatWasReplaced() {
      TokenValidator validator = validator();
      validator.checkToken(token).orThrow();

      publish(TestKey.generate("es-1", "ES256"));
      validator.refreshNow();

      Bench.assertRefused(validator.checkToken(token), KEY_REVOKED);
      Bench.assertRefused(validator.checkToken(token), BAD_SIGNATURE);
    }

    @Test
    void explainsThatTheKeyOfAKnownTokenHasGone() {
      TokenValidator validator = validator();
      validator.checkToken(token).orThrow();

      publish(TestKey.ED25519);
      validator.refreshNow();

      assertThat(validator.explain(token).toString())
          .startsWith("refused: key_revoked")
          .contains("key_revoked: must be there now");
    }

    @Test
    void keepsTheTokensOfAKeyThatWasFetchedAgain() {
      TokenValidator validator = validator();
      Token first = validator.checkToken(token).orThrow();

      publish(TestKey.ES256, TestKey.RS256);
      validator.refreshNow();

      assertThat(validator.checkToken(token).orThrow()).isSameAs(first);
    }

    @Test
    void flagsAndThenRefusesAsTheKeysAge() {
      TokenValidator validator = validator();
      validator.checkToken(token).orThrow();
      source.fails();

      timer.advance(Duration.ofMinutes(30));
      assertThat(((Verdict.Accepted) validator.checkToken(token)).staleFor())
          .contains(Duration.ofMinutes(30));
      timer.advance(Duration.ofMinutes(31));
      assertThat(validator.checkToken(token))
          .isInstanceOfSatisfying(
              Verdict.Unavailable.class,
              verdict -> assertThat(verdict.reason()).isEqualTo(Reason.KEYS_TOO_OLD));
      assertThat(validator.remembered()).isEqualTo(1);
    }

    private TokenValidator validator() {
      publish(TestKey.ES256, TestKey.ED25519);
      TokenValidatorBuilder builder =
          TokenValidator.forAuthority(ISSUER, AUDIENCE)
              .clock(bench.clock)
              .staleKeys(StalePolicy.acceptFor(Duration.ofHours(1)));
      return Bench.build(builder, KeySupplies.synced(builder, source, timer));
    }

    private void publish(TestKey... keys) {
      try {
        byte[] set = TestKey.set(keys).getBytes(StandardCharsets.UTF_8);
        source.answers(new KeySetReader(Set.of("ES256", "Ed25519", "RS256")).readSet(set));
      } catch (BadKeySetException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static String copy(String text) {
    return String.valueOf(text.toCharArray());
  }
}

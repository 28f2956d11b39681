package dev.signet.validator.assertion;

import static dev.signet.validator.assertion.TestAssertions.AUDIENCE;
import static dev.signet.validator.assertion.TestAssertions.ISSUER;
import static dev.signet.validator.assertion.TestAssertions.NOW;
import static dev.signet.validator.assertion.TestAssertions.good;
import static dev.signet.validator.assertion.TestAssertions.seconds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Reason;
import dev.signet.validator.TestKey;
import dev.signet.validator.assertion.AssertionVerdict.Accepted;
import dev.signet.validator.assertion.AssertionVerdict.Refused;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One good assertion, one thing changed in it, and the reason for which it is refused. */
class ClaimedAssertionTest {
  private static final Set<String> ALGORITHMS = Set.of("ES256", "Ed25519", "RS256");
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MAX_CHARS = 2_000;
  private static final AssertionKeys KEYS =
      AssertionKeys.shared(TestKey.set(TestKey.ES256, TestKey.ED25519, TestKey.RS256), ALGORITHMS);

  private static AssertionRules rules(boolean idRequired) {
    return new AssertionRules(
        ISSUER,
        AudienceRule.only(AUDIENCE),
        ALGORITHMS,
        Set.of("JWT", "client-authentication+jwt"),
        LONGEST,
        idRequired);
  }

  private static AssertionVerdict judge(String assertion) {
    return judge(assertion, rules(true), KEYS);
  }

  private static AssertionVerdict judge(String text, AssertionRules rules, AssertionKeys keys) {
    return ClaimedAssertion.read(text, MAX_CHARS).judge(rules, keys, NOW);
  }

  private static void assertRefused(Reason reason, TestAssertions assertion) {
    assertRefused(reason, assertion.signed());
  }

  private static void assertRefused(Reason reason, String assertion) {
    assertThat(judge(assertion))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static void assertAccepted(TestAssertions assertion) {
    assertThat(judge(assertion.signed())).isInstanceOf(Accepted.class);
  }

  @Test
  void saysWhatItAsserts() {
    Assertion assertion = ((Accepted) judge(good().signed())).assertion();

    assertThat(assertion.issuer()).isEqualTo(ISSUER);
    assertThat(assertion.subject()).isEqualTo(ISSUER);
    assertThat(assertion.id()).isEqualTo(Optional.of("one"));
    assertThat(assertion.usableUntil()).isEqualTo(NOW.plusSeconds(90));
    assertThat(assertion.claims()).containsEntry("aud", AUDIENCE);
    assertThat(assertion.toString()).doesNotContain("one");
  }

  @Test
  void claimsAnIssuerBeforeItIsBelieved() {
    assertThat(ClaimedAssertion.read(good().signed(), MAX_CHARS).issuer()).isEqualTo(ISSUER);
    assertThat(ClaimedAssertion.read(good().without("iss").signed(), MAX_CHARS).issuer()).isEmpty();
    assertThat(ClaimedAssertion.read("a.b.c", MAX_CHARS).issuer()).isEmpty();
  }

  @Nested
  class OfItsForm {
    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a.b", "a.b.c", "a.b.c.d", "{}", "eyJhbGciOiJub25lIn0.e30."})
    @DisplayName("A01 what is no compact JWS is malformed")
    void refusesWhatIsNoCompactJws(String text) {
      assertThat(judge(text)).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("A15 one character more than is read is too large, whatever else it is")
    void refusesWhatIsTooLarge() {
      String padded = good().claim("x", '"' + "x".repeat(1_000) + '"').signed();

      int length = padded.length();
      assertThat(ClaimedAssertion.read(padded, length).judge(rules(true), KEYS, NOW))
          .isInstanceOf(Accepted.class);
      assertThat(ClaimedAssertion.read(padded, length - 1).judge(rules(true), KEYS, NOW))
          .isEqualTo(new Refused(Reason.TOO_LARGE, ""));
      assertRefused(Reason.TOO_LARGE, ".".repeat(1_000_000));
    }

    @Test
    @DisplayName("A11 an encrypted one is told apart before anything is decoded")
    void refusesAJwe() {
      assertRefused(Reason.UNSUPPORTED_FORMAT, "eyJhbGciOiJkaXIifQ.a.b.c.d");
    }

    @Test
    @DisplayName("B01 duplicate members are malformed")
    void refusesDuplicateMembers() {
      assertRefused(
          Reason.MALFORMED,
          good().payload(text -> text.replaceFirst("\\{", "{\"sub\":\"billing\",")));
      assertRefused(
          Reason.MALFORMED,
          good().payload(text -> text.replaceFirst("\\{", "{\"\\\\u0069ss\":\"other\",")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "x5c", "b64"})
    @DisplayName("C07 C08 C09 what carries a key or leads to one is refused")
    void refusesMembersThatCarryKeys(String member) {
      assertRefused(
          Reason.HEADER_NOT_ALLOWED, good().header(member, "\"http://169.254.169.254/\""));
    }

    @Test
    @DisplayName("C10 an extension that must be understood is not")
    void refusesExtensions() {
      assertRefused(Reason.CRIT_UNSUPPORTED, good().header("crit", "[\"x\"]").header("x", "1"));
    }
  }

  @Nested
  class OfItsAlgorithm {
    @Test
    @DisplayName("C.2.6 each algorithm that is allowed is taken by its own key")
    void takesWhatIsAllowed() {
      assertAccepted(TestAssertions.of(TestKey.ES256));
      assertAccepted(TestAssertions.of(TestKey.ED25519));
      assertAccepted(TestAssertions.of(TestKey.RS256));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "es256", "ES384", "HS256", "PS256", "EdDSA", ""})
    @DisplayName("C.2.6, C.17.1 no other is, in any case of its letters")
    void refusesEveryOther(String algorithm) {
      assertRefused(Reason.ALG_NOT_ALLOWED, good().header("alg", '"' + algorithm + '"'));
    }

    @Test
    @DisplayName("C01 none, with an empty signature")
    void refusesNone() {
      assertRefused(
          Reason.ALG_NOT_ALLOWED, good().header("alg", "\"none\"").signedBy(bytes -> new byte[0]));
    }

    @Test
    @DisplayName("C.2.6 an HMAC keyed with the public key is no signature")
    void refusesAnHmacOfThePublicKey() {
      for (byte[] secret :
          new byte[][] {
            TestKey.ES256.pair().getPublic().getEncoded(),
            TestKey.set(TestKey.ES256).getBytes(UTF_8)
          }) {
        assertRefused(
            Reason.ALG_NOT_ALLOWED,
            good().header("alg", "\"HS256\"").signedBy(bytes -> hmac(secret, bytes)));
      }
    }

    private static byte[] hmac(byte[] secret, byte[] bytes) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(bytes);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Test
    @DisplayName("C04 the key, not the header, decides")
    void refusesAnAlgorithmThatIsNotTheKeys() {
      assertRefused(Reason.ALG_NOT_ALLOWED, good().header("alg", "\"RS256\""));
    }

    @Test
    void refusesOneThatThisIssuerMayNotUse() {
      AssertionRules narrow =
          new AssertionRules(
              ISSUER, AudienceRule.only(AUDIENCE), Set.of("RS256"), Set.of("JWT"), LONGEST, true);

      assertThat(judge(good().signed(), narrow, KEYS))
          .isEqualTo(new Refused(Reason.ALG_NOT_ALLOWED, ""));
    }
  }

  @Nested
  class OfItsType {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "JWT",
          "jwt",
          "application/jwt",
          "client-authentication+jwt",
          "Client-Authentication+JWT"
        })
    @DisplayName("C.2.5, C.17.6 the types of the list are taken, by the short form or the long")
    void takesTypesOfTheList(String type) {
      assertAccepted(good().header("typ", '"' + type + '"'));
    }

    @Test
    @DisplayName("C.2.5 none is taken")
    void takesNoType() {
      assertAccepted(good().withoutHeader("typ"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "at+jwt",
          "application/at+jwt",
          "dpop+jwt",
          "logout+jwt",
          "secevent+jwt",
          "revocation-list+jwt",
          "token-introspection+jwt",
          "authorization-grant+jwt",
          "JOSE",
          "",
        })
    @DisplayName("C.2.5, C.3.6 every other kind is refused")
    void refusesOtherKinds(String type) {
      assertRefused(Reason.WRONG_TYPE, good().header("typ", '"' + type + '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[\"JWT\"]", "{}"})
    void refusesATypeThatIsNoText(String json) {
      assertRefused(Reason.MALFORMED, good().header("typ", json));
    }
  }

  @Nested
  class OfItsAudience {
    @Test
    @DisplayName("C.2.3 the one audience, as a string or an array of one")
    void takesTheOneAudience() {
      assertAccepted(good().claim("aud", '"' + AUDIENCE + '"'));
      assertAccepted(good().claim("aud", "[\"" + AUDIENCE + "\"]"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"https://auth.example.com/token\"",
          "\"https://auth.example.com/\"",
          "\"https://AUTH.example.com\"",
          "\"https://auth.example.com.evil.example\"",
          "[\"https://auth.example.com\",\"https://auth.example.com/token\"]",
          "[\"https://auth.example.com\",\"https://auth.example.com\"]",
          "[]",
          "null",
          "\"\"",
        })
    @DisplayName("C.2.3 nothing else, and nobody beside it")
    void refusesEveryOther(String json) {
      assertRefused(Reason.WRONG_AUDIENCE, good().claim("aud", json));
    }

    @Test
    @DisplayName("C.2.3 none is refused")
    void refusesNone() {
      assertRefused(Reason.WRONG_AUDIENCE, good().without("aud"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{}", "[null]", "[1]"})
    void refusesWhatIsNoAudience(String json) {
      assertRefused(Reason.MALFORMED, good().claim("aud", json));
    }

    @Test
    @DisplayName("C.3.3 where several may be meant, one of them is enough")
    void takesOneOfSeveral() {
      AssertionRules several =
          new AssertionRules(
              ISSUER,
              AudienceRule.anyOf(Set.of(AUDIENCE, AUDIENCE + "/token")),
              ALGORITHMS,
              Set.of("JWT"),
              LONGEST,
              true);

      for (String json :
          new String[] {
            '"' + AUDIENCE + '"', '"' + AUDIENCE + "/token\"", "[\"other\",\"" + AUDIENCE + "\"]",
          }) {
        assertThat(judge(good().claim("aud", json).signed(), several, KEYS))
            .isInstanceOf(Accepted.class);
      }
      assertThat(judge(good().claim("aud", "\"other\"").signed(), several, KEYS))
          .isEqualTo(new Refused(Reason.WRONG_AUDIENCE, "aud"));
    }
  }

  @Nested
  class OfItsClaims {
    @ParameterizedTest
    @ValueSource(strings = {"\"Billing\"", "\"billing \"", "[\"billing\"]", "null", "1"})
    @DisplayName("C.3.2 the issuer is compared character by character")
    void refusesAnotherIssuer(String json) {
      assertRefused(Reason.WRONG_ISSUER, good().claim("iss", json));
    }

    @ParameterizedTest
    @CsvSource({"sub", "exp", "jti"})
    @DisplayName("C.2.4, C.3.2 what is required must be there")
    void refusesWhatIsMissing(String claim) {
      for (TestAssertions each :
          new TestAssertions[] {good().without(claim), good().claim(claim, "null")}) {
        Refused refused = (Refused) judge(each.signed());
        assertThat(refused.code()).isEqualTo("claim_missing:" + claim);
      }
    }

    @ParameterizedTest
    @CsvSource({"sub, 1", "sub, []", "exp, true", "jti, 7", "nbf, {}", "iat, []", "exp, 1e30"})
    void refusesWhatIsOfAnotherType(String claim, String json) {
      assertRefused(Reason.MALFORMED, good().claim(claim, json));
    }

    @Test
    @DisplayName("C.3.7 no name is needed where none is asked for")
    void takesNoNameWhereNoneIsAskedFor() {
      assertThat(judge(good().without("jti").signed(), rules(false), KEYS))
          .isInstanceOfSatisfying(
              Accepted.class, accepted -> assertThat(accepted.assertion().id()).isEmpty());
    }

    @Test
    void takesANameOf256CharactersAndNoLongerOne() {
      assertAccepted(good().claim("jti", '"' + "j".repeat(256) + '"'));
      assertRefused(Reason.MALFORMED, good().claim("jti", '"' + "j".repeat(257) + '"'));
    }

    @Test
    @DisplayName("F17 one that is bound to a key is no bearer assertion")
    void refusesABoundOne() {
      assertRefused(Reason.BINDING_REQUIRED, good().claim("cnf", "{\"jkt\":\"x\"}"));
    }
  }

  @Nested
  class OfItsTimes {
    private static Instant at(long seconds) {
      return NOW.plusSeconds(seconds);
    }

    private static AssertionVerdict judgeAt(Instant now, TestAssertions assertion) {
      return ClaimedAssertion.read(assertion.signed(), MAX_CHARS).judge(rules(true), KEYS, now);
    }

    @Test
    @DisplayName("C.2.4, C.3.2 it ends with its expiry and the allowance for clocks")
    void endsWithItsExpiry() {
      assertThat(judgeAt(at(89), good())).isInstanceOf(Accepted.class);
      assertThat(judgeAt(at(90), good())).isEqualTo(new Refused(Reason.EXPIRED, "exp"));
    }

    @Test
    @DisplayName("C.2.4 an expiry farther ahead than the bound is refused, with iat or without")
    void boundsItsLifetime() {
      assertAccepted(good().without("iat").claim("exp", seconds(330)));
      assertRefused(Reason.LIFETIME_TOO_LONG, good().without("iat").claim("exp", seconds(331)));
      assertAccepted(good().claim("exp", seconds(300)));
      assertRefused(Reason.LIFETIME_TOO_LONG, good().claim("exp", seconds(301)));
      assertRefused(Reason.LIFETIME_TOO_LONG, good().claim("exp", "253402300799"));
    }

    @Test
    @DisplayName("C.2.4 one issued long ago is refused")
    void boundsItsAge() {
      assertAccepted(good().claim("iat", seconds(-240)));
      assertRefused(Reason.LIFETIME_TOO_LONG, good().claim("iat", seconds(-241)));
    }

    @Test
    void refusesOneOfTheFuture() {
      assertAccepted(good().claim("iat", seconds(30)));
      assertRefused(Reason.ISSUED_IN_FUTURE, good().claim("iat", seconds(31)));
    }

    @Test
    @DisplayName("C.2.4 nbf is honoured")
    void honoursNotBefore() {
      assertAccepted(good().claim("nbf", seconds(30)));
      assertRefused(Reason.NOT_YET_VALID, good().claim("nbf", seconds(31)));
    }

    @Test
    void refusesTimesThatContradictEachOther() {
      assertRefused(Reason.MALFORMED, good().claim("nbf", seconds(61)));
      assertRefused(Reason.MALFORMED, good().claim("iat", seconds(61)));
    }

    @Test
    @DisplayName("F04 a fraction is rounded toward refusing")
    void roundsTowardRefusing() {
      TestAssertions fraction = good().claim("exp", seconds(60) + ".9");

      assertThat(judgeAt(at(89), fraction)).isInstanceOf(Accepted.class);
      assertThat(judgeAt(at(90), fraction)).isEqualTo(new Refused(Reason.EXPIRED, "exp"));
    }
  }

  @Nested
  class OfItsKey {
    @Test
    @DisplayName("C.2.6 another's key is no key of this issuer")
    void refusesAnothersKey() {
      TestKey other = TestKey.generate("es-1", "ES256");

      assertRefused(Reason.BAD_SIGNATURE, TestAssertions.of(other));
    }

    @Test
    @DisplayName("D07 nor is one by its name")
    void refusesAnotherName() {
      assertRefused(Reason.UNKNOWN_KEY, good().header("kid", "\"of another issuer\""));
      assertRefused(Reason.UNKNOWN_KEY, good().header("kid", "\"\""));
    }

    @Test
    void takesNoNameWhenOneKeyFitsAlone() {
      assertAccepted(good().withoutHeader("kid"));
    }

    @Test
    @DisplayName("D01 no trial of several keys")
    void refusesNoNameWhenTwoKeysFit() {
      AssertionKeys two =
          AssertionKeys.shared(
              TestKey.set(TestKey.ES256, TestKey.generate("es-2", "ES256")), ALGORITHMS);

      assertThat(judge(good().withoutHeader("kid").signed(), rules(true), two))
          .isEqualTo(new Refused(Reason.UNKNOWN_KEY, ""));
      assertThat(judge(good().signed(), rules(true), two)).isInstanceOf(Accepted.class);
    }

    @Test
    @DisplayName("E01 a claim changed after signing is noticed")
    void refusesAChangedClaim() {
      String[] one = good().signed().split("\\.", -1);
      String[] other = good().claim("jti", "\"two\"").signed().split("\\.", -1);

      assertRefused(Reason.BAD_SIGNATURE, one[0] + '.' + other[1] + '.' + one[2]);
    }

    @Test
    void asksForNoKeyUnlessAllElseIsRight() {
      AssertionKeys none = AssertionKeys.shared(TestKey.set(TestKey.RS256), ALGORITHMS);

      assertThat(judge(good().claim("aud", "\"x\"").signed(), rules(true), none))
          .isEqualTo(new Refused(Reason.WRONG_AUDIENCE, "aud"));
      assertThat(judge(good().signed(), rules(true), none))
          .isEqualTo(new Refused(Reason.UNKNOWN_KEY, ""));
    }
  }
}

package dev.signet.validator.assertion;

import static dev.signet.validator.assertion.TestAssertions.AUDIENCE;
import static dev.signet.validator.assertion.TestAssertions.ISSUER;
import static dev.signet.validator.assertion.TestAssertions.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.FakeAuthority;
import dev.signet.validator.Json;
import dev.signet.validator.Reason;
import dev.signet.validator.TestKey;
import dev.signet.validator.assertion.AssertionVerdict.Accepted;
import dev.signet.validator.assertion.AssertionVerdict.Refused;
import dev.signet.validator.assertion.AssertionVerdict.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionKeysTest {
  private static final Set<String> ALGORITHMS = Set.of("ES256", "RS256");
  private static final AssertionRules RULES =
      new AssertionRules(
          ISSUER,
          AudienceRule.only(AUDIENCE),
          ALGORITHMS,
          Set.of("JWT"),
          Duration.ofMinutes(5),
          true);

  private static AssertionVerdict judge(TestAssertions assertion, AssertionKeys keys) {
    return ClaimedAssertion.read(assertion.signed(), 4_096).judge(RULES, keys, NOW);
  }

  @Nested
  class HandedOver {
    @Test
    void takesASetAndASingleKeyWithNamesOrWithout() {
      Map<String, Object> nameless = new TreeMap<>(TestKey.ES256.jwk());
      nameless.remove("kid");

      for (Object jwks :
          new Object[] {
            TestKey.set(TestKey.ES256),
            TestKey.set(nameless),
            Json.write(TestKey.ES256.jwk()),
            Json.write(nameless),
          }) {
        AssertionKeys keys = AssertionKeys.shared(jwks.toString(), ALGORITHMS);
        assertThat(judge(TestAssertions.good().withoutHeader("kid"), keys))
            .isInstanceOf(Accepted.class);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "k", "priv"})
    void refusesWhatIsNotForOthersToHave(String secret) {
      Map<String, Object> jwk = new TreeMap<>(TestKey.ES256.jwk());
      jwk.put(secret, "c2VjcmV0");

      assertThatThrownBy(() -> AssertionKeys.shared(TestKey.set(jwk), ALGORITHMS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("share its public half");
    }

    @Test
    void refusesASharedSecret() {
      Map<String, Object> jwk = Map.of("kty", "oct", "kid", "s", "k", "c2VjcmV0");

      assertThatThrownBy(() -> AssertionKeys.shared(TestKey.set(jwk), ALGORITHMS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("shared secret");
    }

    @Test
    void refusesASetWithoutAKeyOfTheAlgorithms() {
      assertThatThrownBy(() -> AssertionKeys.shared(TestKey.set(TestKey.ED25519), ALGORITHMS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no usable key");
    }
  }

  @Nested
  class Published {
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static AssertionKeys at(FakeAuthority issuer) {
      return AssertionKeys.at(AssertionKeys.address(issuer.issuer() + "/jwks"), ALGORITHMS, CLOCK);
    }

    /** The first fetch may take longer than a request waits, and the next is 10 s after it. */
    private static void awaitAcceptance(TestAssertions assertion, AssertionKeys keys) {
      while (!(judge(assertion, keys) instanceof Accepted)) {
        Thread.onSpinWait();
      }
    }

    @Test
    @Timeout(60)
    void fetchesThemOnceTheyAreNeededAndAgainForANewName() {
      TestKey next = TestKey.generate("es-2", "ES256");
      try (FakeAuthority issuer = new FakeAuthority().serve("/jwks", TestKey.set(TestKey.ES256));
          AssertionKeys keys = at(issuer)) {
        awaitAcceptance(TestAssertions.good(), keys);

        issuer.serve("/jwks", TestKey.set(TestKey.ES256, next));

        awaitAcceptance(TestAssertions.of(next), keys);
      }
    }

    @Test
    @Timeout(60)
    void goesOnWithThoseThatItHasWhileTheIssuerIsDown() {
      FakeAuthority issuer = new FakeAuthority().serve("/jwks", TestKey.set(TestKey.ES256));
      try (AssertionKeys keys = at(issuer)) {
        awaitAcceptance(TestAssertions.good(), keys);

        issuer.close();

        assertThat(judge(TestAssertions.good(), keys)).isInstanceOf(Accepted.class);
        assertThat(judge(TestAssertions.of(TestKey.generate("es-2", "ES256")), keys))
            .isEqualTo(new Refused(Reason.UNKNOWN_KEY, ""));
      }
    }

    @Test
    void isUnavailableWithoutAnyRatherThanRefusing() {
      try (FakeAuthority issuer = new FakeAuthority();
          AssertionKeys keys = at(issuer)) {
        assertThat(judge(TestAssertions.good(), keys))
            .isInstanceOfSatisfying(
                Unavailable.class,
                verdict -> assertThat(verdict.reason()).isEqualTo(Reason.NO_KEYS_YET));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://idp.example/keys",
          "file:///etc/passwd",
          "https://u:p@idp.example/",
          "x"
        })
    void refusesAnAddressThatIsNotSecure(String address) {
      assertThatThrownBy(() -> AssertionKeys.address(address))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

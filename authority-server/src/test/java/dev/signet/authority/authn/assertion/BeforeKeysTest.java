package dev.signet.authority.authn.assertion;

import static dev.signet.authority.authn.assertion.AssertionMaker.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Reason;
import dev.signet.validator.assertion.AssertionRules;
import dev.signet.validator.assertion.AssertionVerdict;
import dev.signet.validator.assertion.AudienceRule;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeforeKeysTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String ISSUER = "https://auth.example.org";
  private static final SignerKey KEY = SignerKey.es256("k1");
  private static final AssertionRules RULES =
      new AssertionRules(
          "nobody",
          AudienceRule.only(ISSUER),
          Set.copyOf(PrivateKeyJwtAuthenticator.ALGORITHMS),
          Set.of("JWT"),
          Duration.ofMinutes(5),
          true);

  private final BeforeKeys keys = new BeforeKeys();

  private static ClaimedAssertion read(AssertionMaker maker, int signatureBytes) {
    byte[] signature = new byte[signatureBytes];
    Arrays.fill(signature, (byte) 1);
    return ClaimedAssertion.read(maker.signedBy(input -> signature), 8_192);
  }

  private static AssertionMaker of(String algorithm) {
    return AssertionMaker.of(KEY, "nobody", ISSUER, NOW).header("alg", text(algorithm));
  }

  private static Reason reason(AssertionVerdict verdict) {
    return ((AssertionVerdict.Refused) verdict).reason();
  }

  @ParameterizedTest
  @CsvSource({"ES256,64", "RS256,256", "Ed25519,64"})
  @DisplayName("C.1.13 who names no key has one signature verified though there is no client")
  void verifyOneOfEachAlgorithmInVain(String algorithm, int bytes) {
    ClaimedAssertion unnamed = read(of(algorithm).withoutHeader("kid"), bytes);

    assertThat(reason(keys.judgeInVain(RULES, unnamed, NOW))).isEqualTo(Reason.BAD_SIGNATURE);
    assertThat(keys.fault(RULES, unnamed, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ES256,64", "RS256,256", "Ed25519,64"})
  void verifyNoneThatNamesAKey(String algorithm, int bytes) {
    ClaimedAssertion named = read(of(algorithm), bytes);

    assertThat(reason(keys.judgeInVain(RULES, named, NOW))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(keys.fault(RULES, named, NOW)).isEmpty();
  }
}

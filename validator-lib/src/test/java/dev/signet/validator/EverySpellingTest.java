package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text but the token itself is accepted: every place of a token is changed in turn. */
class EverySpellingTest {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \t\n!*\"{}\u00e9\u200b\0";

  private final Bench bench = new Bench();

  static Stream<TestKey> keys() {
    return Stream.of(TestKey.ES256, TestKey.ED25519, TestKey.RS256);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void refusesEverySubstitutionInsertionAndDeletionOfOneCharacter(TestKey key) {
    String token = valid(key).signed();
    SplittableRandom random = new SplittableRandom(20260301);
    bench.assertAccepted(token);

    for (int at = 0; at < token.length(); at++) {
      char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
      String before = token.substring(0, at);
      String after = token.substring(at + 1);

      assertNotAccepted(token, before + other + after);
      assertNotAccepted(token, before + other + token.charAt(at) + after);
      assertNotAccepted(token, before + after);
      assertNotAccepted(token, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void refusesEveryOtherLastCharacter(TestKey key) {
    String token = valid(key).signed();
    String cut = token.substring(0, token.length() - 1);

    LETTERS.chars().forEach(letter -> assertNotAccepted(token, cut + (char) letter));
    LETTERS.chars().forEach(letter -> assertNotAccepted(token, token + (char) letter));
  }

  private void assertNotAccepted(String token, String changed) {
    if (!changed.equals(token)) {
      assertThat(bench.check(changed)).as(changed).isInstanceOf(Verdict.Refused.class);
    }
  }
}

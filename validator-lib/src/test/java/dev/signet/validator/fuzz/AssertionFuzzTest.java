package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.assertion.Assertion;
import dev.signet.validator.assertion.AssertionKeys;
import dev.signet.validator.assertion.AssertionRules;
import dev.signet.validator.assertion.AssertionVerdict;
import dev.signet.validator.assertion.AudienceRule;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a client signs, it is judged; what is taken is an assertion as the other reader sees.
 */
@Timeout(10)
class AssertionFuzzTest {
  private static final String CLIENT = "billing";
  private static final int MAX_CHARS = 8_192;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final AssertionKeys KEYS =
      AssertionKeys.shared(ExampleAuthority.keySet(), Set.of("Ed25519"));
  private static final AssertionRules RULES =
      new AssertionRules(
          CLIENT,
          AudienceRule.only(ExampleAuthority.ISSUER),
          Set.of("Ed25519"),
          Set.of("JWT"),
          LONGEST,
          true);

  /** Makes the assertion of the token that is edited. */
  private static final String ASSERTION =
      String.join(
          "\n",
          "header.typ=\"JWT\"",
          "iss=\"" + CLIENT + '"',
          "sub=\"" + CLIENT + '"',
          "aud=\"" + ExampleAuthority.ISSUER + '"',
          "exp=" + (ExampleAuthority.NOW.getEpochSecond() + 60),
          "client_id",
          "scope",
          "");

  @FuzzTest
  void judgesWhateverIsSigned(byte[] edits) throws IOException {
    EditedToken edited = new EditedToken(behindTheOwn(edits));
    String text = edited.signed();

    AssertionVerdict verdict = Cost.OF_TEXT.bounds(text.length(), () -> judge(text));

    assertThat(verdict).isNotInstanceOf(AssertionVerdict.Unavailable.class).isEqualTo(judge(text));
    if (verdict instanceof AssertionVerdict.Accepted accepted) {
      assertThat(text.length()).isLessThanOrEqualTo(MAX_CHARS);
      assertHolds(ReferenceJson.read(edited.payload(), 512), accepted.assertion());
    } else {
      assertThat(edits).as("no edit, no fault").isNotEmpty();
    }
  }

  private static byte[] behindTheOwn(byte[] edits) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(ASSERTION.getBytes(UTF_8));
    all.write(edits);
    return all.toByteArray();
  }

  private static AssertionVerdict judge(String text) {
    return ClaimedAssertion.read(text, MAX_CHARS).judge(RULES, KEYS, ExampleAuthority.NOW);
  }

  private static void assertHolds(Map<String, @Nullable Object> claims, Assertion assertion) {
    assertThat(claims.get("iss")).isEqualTo(CLIENT).isEqualTo(assertion.issuer());
    assertThat(claims.get("sub")).isEqualTo(assertion.subject()).isNotEqualTo("");
    assertThat(claims.get("jti")).isEqualTo(assertion.id().orElseThrow()).isNotEqualTo("");
    assertThat(claims.get("aud")).isIn(ExampleAuthority.ISSUER, List.of(ExampleAuthority.ISSUER));
    assertThat(claims.containsKey("cnf")).isFalse();
    assertThat(assertion.usableUntil())
        .isAfter(ExampleAuthority.NOW)
        .isBeforeOrEqualTo(
            ExampleAuthority.NOW.plus(LONGEST).plus(AssertionRules.CLOCK_SKEW.multipliedBy(2)));
  }
}

package dev.signet.validator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.Explanation;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import org.junit.jupiter.api.Timeout;

/** Whatever its authority signs, a token is judged, by the same verdict each time. */
@Timeout(10)
class SignedTokenFuzzTest {
  private static final TokenValidator VALIDATOR = ExampleAuthority.validator();

  @FuzzTest
  void judgesWhateverIsSigned(byte[] edits) {
    EditedToken edited = new EditedToken(edits);
    String token = edited.signed();

    Verdict first = Cost.OF_TEXT.bounds(token.length(), () -> VALIDATOR.checkToken(token));
    Verdict second = VALIDATOR.checkToken(token);
    Explanation explanation = VALIDATOR.explain(token);

    assertThat(first).isNotInstanceOf(Verdict.Unavailable.class).isEqualTo(second);
    assertThat(explanation.reason().isEmpty()).isEqualTo(first instanceof Verdict.Accepted);
    assertThat(explanation.toString()).doesNotContain(token);
    if (first instanceof Verdict.Accepted accepted) {
      Acceptable.assertHolds(edited.payload(), accepted.token());
    } else {
      assertThat(edits).as("no edit, no fault").isNotEmpty();
    }
  }
}

package dev.signet.validator.fuzz;

import static dev.signet.validator.fuzz.ExampleAuthority.AUDIENCE;
import static dev.signet.validator.fuzz.ExampleAuthority.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.Reason;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.ClaimRules.Claimed;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.rules.Sender;
import dev.signet.validator.rules.TimeRules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/** Good claims with any edits are refused for a reason of claims, or are acceptable. */
@Timeout(10)
class ClaimRulesFuzzTest {
  private static final long NOW = ExampleAuthority.NOW.toEpochMilli();
  private static final TimeRules TIMES =
      new TimeRules(Duration.ofSeconds(10), Duration.ofHours(24));
  private static final ClaimRules RULES =
      new ClaimRules(ISSUER, Set.of(AUDIENCE), "client_id", TIMES);
  private static final Set<Reason> REASONS =
      EnumSet.of(
          Reason.MALFORMED,
          Reason.CLAIM_MISSING,
          Reason.WRONG_ISSUER,
          Reason.WRONG_AUDIENCE,
          Reason.BINDING_REQUIRED,
          Reason.ISSUED_IN_FUTURE,
          Reason.LIFETIME_TOO_LONG,
          Reason.NOT_YET_VALID,
          Reason.EXPIRED);

  @FuzzTest
  void acceptsOnlyWhatIsAcceptable(byte[] edits) {
    byte[] payload = new EditedToken(edits).payload();
    try {
      Claimed claimed = Cost.OF_TEXT.bounds(payload.length, () -> judge(payload));
      assertThat(TIMES.startMillis(claimed.times())).isLessThanOrEqualTo(NOW);
      assertThat(TIMES.endMillis(claimed.times())).isGreaterThan(NOW);
      Acceptable.assertHolds(payload, claimed.token());
    } catch (Refusal refusal) {
      assertThat(edits).as("no edit, no fault").isNotEmpty();
      assertThat(refusal.reason()).isIn(REASONS);
    }
  }

  private static Claimed judge(byte[] payload) throws Refusal {
    Claimed claimed = RULES.judge(payload, Sender.BEARER);
    TIMES.judge(claimed.times(), NOW);
    return claimed;
  }
}

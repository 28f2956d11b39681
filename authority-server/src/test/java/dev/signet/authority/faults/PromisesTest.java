package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.faults.Promise.Standing;
import dev.signet.authority.faults.Promises.Question;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault suite can fail: each broken promise is reported as what it is. */
class PromisesTest {
  private static final long BOUND = Duration.ofSeconds(7).toNanos();
  private static final long START = 1_000;
  private static final long REVOKED_AT = START + 50;
  private static final String TOOK = "node 1 accepted a revoked token after the bound";

  private final Promises promises = new Promises(Duration.ofNanos(BOUND));
  private final Promise promise = new Promise("a.b.c", "abc", START);

  private void revoke() {
    promise.becomes(Standing.UNCERTAIN, START + 10);
    promise.becomes(Standing.REVOKED, REVOKED_AT);
  }

  private void judge(int status, long reachableSince, long now) {
    promises.judged(promises.asks("node 1", promise, reachableSince, now), status);
  }

  @Test
  void reportsARevokedTokenThatIsAcceptedAfterTheBoundAndNotAtIt() {
    revoke();

    judge(200, START, REVOKED_AT + BOUND);
    assertThat(promises.violations()).isEmpty();
    judge(200, START, REVOKED_AT + BOUND + 1);

    assertThat(promises.violations()).containsExactly(TOOK);
  }

  @Test
  void countsTheBoundFromWhenTheNodeCouldBeReached() {
    revoke();
    long back = REVOKED_AT + 5 * BOUND;

    judge(200, back, back + BOUND);
    judge(200, Long.MAX_VALUE, back + 9 * BOUND);
    assertThat(promises.violations()).isEmpty();
    judge(200, back, back + BOUND + 1);

    assertThat(promises.violations()).containsExactly(TOOK);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 503})
  void reportsALivingTokenThatIsNotAccepted(int status) {
    judge(200, START, START + 2 * BOUND);
    assertThat(promises.violations()).isEmpty();
    judge(status, START, START + 5);

    assertThat(promises.violations())
        .containsExactly("node 1 said " + status + " to a living token");
  }

  @Test
  void forgivesARefusalOfATokenThatIsRevokedMeanwhile() {
    Question question = promises.asks("node 1", promise, START, START + 5);
    promise.becomes(Standing.UNCERTAIN, START + 10);

    promises.judged(question, 401);

    assertThat(promises.violations()).isEmpty();
  }

  @Test
  void doesNotHoldAVerdictToAPromiseThatWasGivenAfterTheQuestion() {
    Question question = promises.asks("node 1", promise, START, START + 2 * BOUND);
    revoke();

    promises.judged(question, 200);

    assertThat(promises.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesEitherAnswerWhileNobodyKnows(boolean active) {
    promise.becomes(Standing.UNCERTAIN, START + 10);

    judge(active ? 200 : 401, START, START + 3 * BOUND);
    promises.settled("node 1", promise, active);

    assertThat(promises.violations()).isEmpty();
  }

  @Test
  void staysRevokedWhateverIsAskedLater() {
    revoke();

    promise.becomes(Standing.UNCERTAIN, REVOKED_AT + 1);

    assertThat(promise.standing()).isEqualTo(Standing.REVOKED);
    assertThat(promise.since()).isEqualTo(REVOKED_AT);
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void reportsATokenThatIsNotOnRecord(Standing standing) {
    promise.becomes(standing, START + 10);

    promises.recorded(promise, true);
    assertThat(promises.violations()).isEmpty();
    promises.recorded(promise, false);

    assertThat(promises.violations())
        .containsExactly("a token that was answered with 200 is not on record");
  }

  @Test
  void reportsANodeThatDoesNotKnowInTheEnd() {
    promises.settled("node 0", promise, true);
    assertThat(promises.violations()).isEmpty();
    promises.settled("node 0", promise, false);
    revoke();
    promises.settled("node 1", promise, false);
    promises.settled("node 1", promise, true);

    assertThat(promises.violations())
        .containsExactly(
            "node 0 says that a token is not good that is LIVE",
            "node 1 says that a token is good that is REVOKED");
  }

  @ParameterizedTest
  @CsvSource({"500, true", "400, true", "401, false", "502, true", "503, false"})
  void reportsEveryRefusalButOneForNow(int status, boolean saysWhenToRetry) {
    promises.refused("node 0", 503, true);
    assertThat(promises.violations()).isEmpty();
    promises.refused("node 0", status, saysWhenToRetry);

    assertThat(promises.violations()).singleElement().asString().contains("answered " + status);
  }

  @Test
  void reportsAConnectionThatBroke() {
    promises.unanswered("node 0", "reset");

    assertThat(promises.violations()).containsExactly("node 0 gave no answer: reset");
  }
}

package dev.signet.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.examples.provider.IssuedToken.Standing;
import dev.signet.examples.provider.SoakRecord.Question;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The soak can fail: each thing that must not happen is reported as what it is. */
class SoakRecordTest {
  private static final long BOUND = Duration.ofSeconds(7).toNanos();
  private static final long START = 1_000;
  private static final long REVOKED_AT = START + 50;
  private static final String TOOK = "provider 2 took a revoked token after the bound";

  private final SoakRecord record = new SoakRecord(Duration.ofNanos(BOUND));
  private final IssuedToken token = new IssuedToken("a.b.c", START);

  private void revoke() {
    token.becomes(Standing.UNCERTAIN, START + 10);
    token.becomes(Standing.REVOKED, REVOKED_AT);
  }

  private Question ask(long reachableSince, long now) {
    return record.asks(2, token, reachableSince, now);
  }

  private void answer(int status, long reachableSince, long now) {
    record.answered(ask(reachableSince, now), status);
  }

  @Test
  void reportsARevokedTokenThatIsTakenAfterTheBoundAndNotAtIt() {
    revoke();

    answer(200, START, REVOKED_AT + BOUND);
    assertThat(record.violations()).isEmpty();
    answer(200, START, REVOKED_AT + BOUND + 1);

    assertThat(record.violations()).containsExactly(TOOK);
  }

  @Test
  void countsTheBoundFromWhenTheProviderCouldHearOfIt() {
    revoke();
    long up = REVOKED_AT + 5 * BOUND;

    answer(200, up, up + BOUND);
    assertThat(record.violations()).isEmpty();
    answer(200, up, up + BOUND + 1);

    assertThat(record.violations()).containsExactly(TOOK);
  }

  @ParameterizedTest
  @ValueSource(longs = {REVOKED_AT + 100 * 7_000_000_000L, -5, Long.MIN_VALUE + 1})
  void reportsNothingOfOneThatCannotHearOfIt(long now) {
    revoke();

    answer(200, Long.MAX_VALUE, now);

    assertThat(record.violations()).isEmpty();
  }

  @Test
  void findsARefusalOfARevokedTokenRightAtAnyTime() {
    revoke();

    answer(401, START, REVOKED_AT + 1);
    answer(401, START, REVOKED_AT + 2 * BOUND);

    assertThat(record.violations()).isEmpty();
    assertThat(record.answers()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500, 503})
  void reportsALivingTokenThatIsRefused(int status) {
    answer(status, START, START + 5);

    assertThat(record.violations())
        .containsExactly("provider 2 answered " + status + " to a living token");
  }

  @Test
  void findsALivingTokenThatIsTakenRight() {
    answer(200, START, START + 2 * BOUND);

    assertThat(record.violations()).isEmpty();
  }

  @Test
  void forgivesARefusalOfATokenThatIsRevokedMeanwhile() {
    Question question = ask(START, START + 5);
    token.becomes(Standing.UNCERTAIN, START + 10);

    record.answered(question, 401);

    assertThat(record.violations()).isEmpty();
  }

  @Test
  void doesNotHoldAnAnswerToAPromiseThatWasGivenAfterTheQuestion() {
    Question question = ask(START, START + 2 * BOUND);
    token.becomes(Standing.REVOKED, START + 2 * BOUND + 1);

    record.answered(question, 200);

    assertThat(record.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401})
  void takesEitherAnswerWhileNobodyKnows(int status) {
    token.becomes(Standing.UNCERTAIN, START + 10);

    answer(status, START, START + 3 * BOUND);
    record.settled(2, token, status);

    assertThat(SoakRecord.finalAnswer(token)).isEmpty();
    assertThat(record.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void passesOverAProviderThatWasKilled(Standing standing) {
    token.becomes(standing, START + 10);

    answer(0, START, START + 3 * BOUND);

    assertThat(record.violations()).isEmpty();
    assertThat(record.answers()).isZero();
  }

  @Test
  void reportsARevocationThatIsLost() {
    revoke();

    record.isListed(token, "abc", "{\"id\":1,\"jti\":\"abc\"}");
    assertThat(record.violations()).isEmpty();
    record.isListed(token, "abc", "{\"id\":1,\"jti\":\"abcd\"}");

    assertThat(record.violations())
        .containsExactly("a revocation that was answered with 200 is lost");
  }

  @ParameterizedTest
  @EnumSource(names = "REVOKED", mode = EnumSource.Mode.EXCLUDE)
  void missesNoRevocationThatWasNotAnswered(Standing standing) {
    token.becomes(standing, START + 10);

    record.isListed(token, "abc", "");

    assertThat(record.violations()).isEmpty();
  }

  @Test
  void reportsATokenThatIsTakenOrRefusedWronglyInTheEnd() {
    record.settled(0, token, 200);
    assertThat(record.violations()).isEmpty();
    record.settled(0, token, 401);
    revoke();
    record.settled(1, token, 401);
    record.settled(1, token, 200);

    assertThat(record.violations())
        .containsExactly(
            "provider 0 answers 401 at last to a token that is LIVE",
            "provider 1 answers 200 at last to a token that is REVOKED");
  }
}

package dev.signet.authority.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Three failures a minute: one is forgiven each 20 s, and nobody waits longer than 5 minutes. */
class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Pace PACE = new Pace(3, Duration.ofSeconds(60), LONGEST);

  private Instant now = NOW;
  private Backoff backoff = Backoff.none(NOW);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      backoff = backoff.asOf(now).failed(PACE, now);
    }
  }

  private long waitSeconds() {
    return Duration.between(now, backoff.until(PACE)).toSeconds();
  }

  private void waitItOut() {
    Instant until = backoff.until(PACE);
    assertThat(backoff.waits(PACE, until.minusMillis(1))).isTrue();
    assertThat(backoff.waits(PACE, until)).isFalse();
    now = until;
  }

  @Test
  void doesNotWaitBeforeTheLastFailureThatIsAllowed() {
    fail(2);
    assertThat(backoff.waits(PACE, now)).isFalse();

    fail(1);
    assertThat(backoff.waits(PACE, now)).isTrue();
    assertThat(backoff.failures()).isEqualTo(3);
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToTheLongestWait() {
    fail(3);
    for (long seconds : new long[] {20, 40, 80, 160, 300, 300, 300}) {
      assertThat(waitSeconds()).isEqualTo(seconds);
      waitItOut();
      fail(1);
    }
  }

  @Test
  void isBelievedToWaitNoLongerThanTheLongestWait() {
    Duration room = Duration.ofSeconds(40);
    Instant latest = NOW.plus(room).plus(LONGEST);

    assertThat(new Backoff(3, 1, NOW, NOW, latest).believed(PACE, NOW).clear()).isEqualTo(latest);
    assertThat(new Backoff(3, 1, NOW, NOW, latest.plusMillis(1)).believed(PACE, NOW).clear())
        .isEqualTo(latest);
    assertThat(new Backoff(3, 1, NOW, NOW.plusSeconds(9), Instant.MAX).believed(PACE, NOW).clear())
        .isEqualTo(latest);
  }

  @Test
  void givesTheAllowanceBackWithTime() {
    fail(3);
    now = NOW.plusSeconds(60);
    fail(2);
    assertThat(backoff.waits(PACE, now)).isFalse();

    fail(1);
    assertThat(waitSeconds()).as("the second strike").isEqualTo(40);
  }

  @Test
  void forgivesOneFailureEachStep() {
    fail(2);
    now = NOW.plusSeconds(20);
    fail(1);
    assertThat(backoff.waits(PACE, now)).as("one of three is forgiven").isFalse();

    fail(1);
    assertThat(backoff.waits(PACE, now)).isTrue();
  }

  @Test
  void forgivesNoStepAMillisecondEarly() {
    fail(2);
    now = NOW.plusSeconds(20).minusMillis(1);
    fail(1);

    assertThat(backoff.waits(PACE, now)).isTrue();
    assertThat(backoff.until(PACE)).isEqualTo(NOW.plusSeconds(20));
  }

  @Test
  void forgetsStrikesOnlyAfterTheLongestWaitOfQuiet() {
    fail(3);
    Instant clear = backoff.clear();

    now = clear.plus(LONGEST).minusMillis(1);
    Backoff early = backoff.failed(PACE, now).failed(PACE, now).failed(PACE, now);
    assertThat(early.strikes()).isEqualTo(2);
    assertThat(early.since()).isEqualTo(NOW);

    now = clear.plus(LONGEST);
    fail(3);
    assertThat(backoff.strikes()).isOne();
    assertThat(backoff.failures()).isEqualTo(3);
    assertThat(backoff.since()).isEqualTo(now);
    assertThat(waitSeconds()).isEqualTo(20);
  }

  @Test
  void hasGuessesThatWereSentAtOncePayAStepEach() {
    fail(6);

    assertThat(waitSeconds()).isEqualTo(80);
    assertThat(backoff.strikes()).isOne();
  }

  @Test
  void neverWaitsLongerThanTheLongestWaitHoweverManyWereSentAtOnce() {
    fail(10_000);

    assertThat(waitSeconds()).isEqualTo(300);
  }

  @Test
  void givesNoFreeGuessToAClockThatStepsBack() {
    fail(3);
    now = NOW.minusSeconds(3_600);

    assertThat(backoff.asOf(now).waits(PACE, now)).isTrue();
    fail(1);
    assertThat(backoff.waits(PACE, now)).isTrue();
    assertThat(backoff.failures()).isEqualTo(4);
  }

  @Test
  void waitsNoLongerThanFromTheLastFailureOnAClockThatStepsBack() {
    fail(3);
    now = NOW.minusSeconds(3_600);

    Backoff after = backoff.asOf(now);

    assertThat(after.until(PACE)).isEqualTo(now.plusSeconds(20));
    assertThat(after.asOf(now)).isEqualTo(after);
    assertThat(after.waits(PACE, now.plusSeconds(20))).isFalse();
  }

  @Test
  void holdsAWaitBelowTheLongestEvenWhereOneStepIsLonger() {
    Pace oneADay = new Pace(1, Duration.ofDays(1), LONGEST);

    Backoff after = Backoff.none(NOW).failed(oneADay, NOW);

    assertThat(after.until(oneADay)).isEqualTo(NOW.plus(LONGEST));
  }
}

package dev.signet.validator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPolicyTest {
  private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({"0, 30", "30, 30", "31, 31", "3600, 3600", "3601, 3600"})
  void asksAsOftenAsTheSourceSaysButEvery30SecondsAtMost(long asked, long period) {
    SyncPolicy policy = new SyncPolicy(DAY, true, Duration.ZERO);

    assertThat(policy.period(Optional.of(Duration.ofSeconds(asked)), ENDLESS)).hasSeconds(period);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "3601, 3600"})
  void asksAnotherSourceMoreOften(long asked, long period) {
    SyncPolicy policy = new SyncPolicy(DAY, true, Duration.ZERO, Duration.ofSeconds(1));

    assertThat(policy.period(Optional.of(Duration.ofSeconds(asked)), ENDLESS)).hasSeconds(period);
  }

  @ParameterizedTest
  @CsvSource({"10, 5", "4, 2"})
  void asksTwiceWithinTheBound(long bound, long period) {
    SyncPolicy policy =
        new SyncPolicy(Duration.ofSeconds(bound), true, Duration.ZERO, Duration.ZERO);

    assertThat(policy.period(Optional.of(Duration.ofHours(1)), ENDLESS)).hasSeconds(period);
  }

  @Test
  void asksAtLeastTwiceBeforeAnAnswerEndsAndNeverMoreThanItMay() {
    SyncPolicy policy =
        new SyncPolicy(Duration.ofHours(24), true, Duration.ZERO, Duration.ofSeconds(1));
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));

    assertThat(policy.period(hour, Duration.ofMinutes(10))).hasMinutes(5);
    assertThat(policy.period(hour, Duration.ofSeconds(1))).hasSeconds(1);
    assertThat(policy.period(hour, Duration.ofSeconds(-9))).hasSeconds(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 5", "100, 5"})
  void asksNoLessOftenThanThePeriodWhenItIsPunctual(int failures, long seconds) {
    SyncPolicy policy = new SyncPolicy(DAY, true, Duration.ZERO).punctually();
    Duration period = Duration.ofSeconds(5);

    assertThat(policy.backoff(failures, DAY, period)).hasSeconds(seconds);
    assertThat(policy.obeyed(Duration.ofMinutes(10), DAY, period)).isEqualTo(period);
    assertThat(policy.obeyed(Duration.ofSeconds(2), DAY, period)).hasSeconds(2);
  }

  @Test
  void asksLessAndLessOftenWhenItIsNotAndBeforeTheFirstAnswer() {
    SyncPolicy patient = new SyncPolicy(DAY, true, Duration.ZERO);
    Duration period = Duration.ofSeconds(5);

    assertThat(patient.backoff(100, DAY, period)).hasMinutes(1);
    assertThat(patient.obeyed(Duration.ofHours(1), DAY, period)).hasMinutes(10);
    assertThat(patient.punctually().backoff(100, Duration.ZERO, Duration.ZERO)).hasMinutes(1);
  }
}

package dev.signet.authority.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationScheduleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration AGE = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** 5 min, a fifth more, and a minute. */
  private static final Duration LEAST_ANNOUNCE = Duration.ofMinutes(7);

  /** 1 h, 5 min between clocks, and a minute. */
  private static final Duration LEAST_RETENTION = Duration.ofMinutes(66);

  @Test
  void takesTheLeastOfEverything() {
    Duration every = LEAST_ANNOUNCE.plus(LEAST_RETENTION);

    assertThat(faults(every, LEAST_ANNOUNCE, LEAST_RETENTION)).isEmpty();
    assertThat(new RotationSchedule(every, LEAST_ANNOUNCE, LEAST_RETENTION, AGE, LONGEST))
        .isNotNull();
  }

  @Test
  void refusesAnAnnouncementThatACacheOutlives() {
    assertThat(faults(DAY, LEAST_ANNOUNCE.minus(SECOND), LEAST_RETENTION))
        .containsOnlyKeys("keys.rotation.announce")
        .hasEntrySatisfying(
            "keys.rotation.announce",
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        "(PT6M59S) must be at least PT7M: keys.jwkSetMaxAge (PT5M), a fifth that"
                            + " validators add, and a minute; set it to PT7M"));
  }

  @Test
  void refusesARetentionThatATokenOutlives() {
    assertThat(faults(DAY, LEAST_ANNOUNCE, LEAST_RETENTION.minus(SECOND)))
        .containsOnlyKeys("keys.rotation.retention")
        .hasEntrySatisfying(
            "keys.rotation.retention",
            fault -> assertThat(fault).contains("tokens.longestLifetime (PT1H)", "to PT1H6M"));
  }

  @Test
  void refusesARotationThatBeginsBeforeTheLastHasEnded() {
    Duration least = LEAST_ANNOUNCE.plus(LEAST_RETENTION);

    assertThat(faults(least.minus(SECOND), LEAST_ANNOUNCE, LEAST_RETENTION))
        .containsOnlyKeys("keys.rotation.every")
        .hasEntrySatisfying(
            "keys.rotation.every", fault -> assertThat(fault).endsWith("set it to PT1H13M"));
  }

  @Test
  void findsAllFaultsAtOnceAndCannotBeMadeWithAny() {
    assertThat(faults(SECOND, SECOND, SECOND)).hasSize(3);
    assertThatThrownBy(() -> new RotationSchedule(SECOND, SECOND, SECOND, AGE, LONGEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys.rotation.every");
  }

  @Test
  void derivesWhatIsNotSet() {
    assertThat(RotationSchedule.usualAnnounce(AGE)).isEqualTo(DAY);
    assertThat(RotationSchedule.usualAnnounce(DAY)).isEqualTo(Duration.parse("PT28H49M"));
    assertThat(RotationSchedule.usualMaxAge(DAY)).isEqualTo(AGE);
    assertThat(RotationSchedule.usualMaxAge(Duration.ofMinutes(2)))
        .isEqualTo(Duration.ofSeconds(50));
    assertThat(RotationSchedule.leastAnnounce(Duration.ofSeconds(50)))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(RotationSchedule.usual(DAY).retention()).isEqualTo(Duration.parse("PT24H6M"));
  }

  @Test
  void keepsAKeyForTheLongestTokenItSignedEvenIfTokensAreShorterNow() {
    RotationSchedule usual = RotationSchedule.usual(LONGEST);

    assertThat(usual.retentionAfter(Duration.ofMinutes(1))).isEqualTo(LEAST_RETENTION);
    assertThat(usual.retentionAfter(DAY)).isEqualTo(Duration.parse("PT24H6M"));
  }

  private static Map<String, String> faults(Duration every, Duration announce, Duration retention) {
    return RotationSchedule.faults(every, announce, retention, AGE, LONGEST);
  }
}

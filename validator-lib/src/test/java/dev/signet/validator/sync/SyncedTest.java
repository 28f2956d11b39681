package dev.signet.validator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The state machine, on a timer and a source that the test drives. */
class SyncedTest {
  private static final Duration BOUND = Duration.ofHours(24);
  private static final Duration NANO = Duration.ofNanos(1);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<String> source = new ScriptedSource<>();
  private final Synced<String> synced = synced(BOUND, true);

  private Synced<String> synced(Duration bound, boolean flagging) {
    return new Synced<>(source, new SyncPolicy(bound, flagging, Duration.ZERO), timer);
  }

  @Nested
  class Phases {
    @Test
    void areEmptyUntilTheFirstGoodAnswer() {
      synced.start();

      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EMPTY);
      assertThat(synced.read().usable()).isEmpty();
      assertThat(synced.lastError()).contains("authority is down");
    }

    @Test
    void areFreshAfterAGoodAnswerAndStayFreshWhileTheTimerKeepsUp() {
      source.answers("v1");
      synced.start();

      for (int hour = 0; hour < 48; hour++) {
        timer.advance(Duration.ofHours(1));
        assertThat(synced.read().phase()).isEqualTo(Reading.Phase.FRESH);
      }
      assertThat(synced.read().usable()).contains("v1");
      assertThat(synced.lastError()).isEmpty();
    }

    @Test
    void goStaleWhenARefreshIsOverdueAndExpireAfterTheBound() {
      source.answers("v1");
      synced.start();
      source.fails();

      timer.advance(Duration.ofSeconds(450));
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.FRESH);
      timer.advance(NANO);
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
      assertThat(synced.read().usable()).contains("v1");
      timer.advance(BOUND.minusSeconds(450).minus(NANO));
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
      assertThat(synced.read().age()).isEqualTo(BOUND);
      timer.advance(NANO);
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
      assertThat(synced.read().usable()).isEmpty();
    }

    @Test
    void areNeverStaleWithoutFlagging() {
      Synced<String> strict = synced(Duration.ofMinutes(10), false);
      source.answers("v1");
      strict.start();
      source.fails();

      timer.advance(Duration.ofMinutes(10));
      assertThat(strict.read().phase()).isEqualTo(Reading.Phase.FRESH);
      timer.advance(NANO);
      assertThat(strict.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
    }

    @Test
    void recoverFromExpiredByTheTimerAlone() {
      source.answers("v1");
      synced.start();
      source.fails();
      timer.advance(BOUND.plus(NANO));
      source.answers("v2");

      timer.advance(Duration.ofSeconds(72));

      assertThat(synced.read().usable()).contains("v2");
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.FRESH);
    }
  }

  @Nested
  class BadAnswers {
    @Test
    void keepTheLastGoodValueWhenTheFetchFails() {
      source.answers("v1");
      synced.start();
      source.fails();

      synced.refreshNow();

      assertThat(synced.read().usable()).contains("v1");
      assertThat(synced.counts()).isEqualTo(new SyncCounts(2, 1, 0));
    }

    @Test
    void keepTheLastGoodValueWhenTheUpdateIsRejectedAndSayWhy() {
      source.answers("v1");
      synced.start();
      source.rejects("no usable key");

      synced.refreshNow();

      assertThat(synced.read().usable()).contains("v1");
      assertThat(synced.counts()).isEqualTo(new SyncCounts(2, 0, 1));
      assertThat(synced.lastError()).contains("no usable key");
    }

    @Test
    void doNotRenewTheAge() {
      source.answers("v1");
      synced.start();
      source.rejects("no usable key");

      timer.advance(Duration.ofHours(1));

      assertThat(synced.read().age()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void surviveADefectOfTheSource() {
      source.breaks();
      synced.start();
      source.answers("v1");

      timer.advance(Duration.ofSeconds(2));

      assertThat(synced.read().usable()).contains("v1");
      assertThat(synced.counts()).isEqualTo(new SyncCounts(2, 1, 0));
    }

    @Test
    void areForgottenAfterAGoodOne() {
      synced.start();
      source.answers("v1");

      synced.refreshNow();

      assertThat(synced.lastError()).isEmpty();
    }
  }

  @Test
  void confirmsTheValueWhenNothingHasChanged() {
    source.answers("v1");
    synced.start();
    timer.advance(Duration.ofMinutes(3));
    source.confirms();

    synced.refreshNow();

    assertThat(synced.read().usable()).contains("v1");
    assertThat(synced.read().age()).isZero();
  }

  @Nested
  class Beat {
    @Test
    void followsTheMaxAgeWithinItsClampsAndWithJitter() {
      assertBeat(Duration.ofMinutes(10), Duration.ofMinutes(10));
      assertBeat(Duration.ZERO, Duration.ofSeconds(30));
      assertBeat(Duration.ofDays(7), Duration.ofHours(1));
    }

    private void assertBeat(Duration maxAge, Duration period) {
      HandTimer own = new HandTimer();
      source.answers("v1", maxAge);
      new Synced<>(source, new SyncPolicy(BOUND, true, Duration.ZERO), own).start();

      assertThat(own.nextDelay())
          .isBetween(
              period.multipliedBy(80).dividedBy(100), period.multipliedBy(120).dividedBy(100));
    }

    @Test
    void comesAtLeastTwiceWithinTheBound() {
      source.answers("v1", Duration.ofHours(1));
      synced(Duration.ofMinutes(1), false).start();

      assertThat(timer.nextDelay()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
    }

    @Test
    void isNotTheSameForEveryone() {
      source.answers("v1");
      long distinct =
          IntStream.range(0, 50)
              .mapToObj(
                  i -> {
                    HandTimer own = new HandTimer();
                    new Synced<>(source, new SyncPolicy(BOUND, true, Duration.ZERO), own).start();
                    return own.nextDelay();
                  })
              .distinct()
              .count();

      assertThat(distinct).isGreaterThan(5);
    }

    @Test
    void backsOffWhileTheSourceFailsUpToAMinute() {
      synced.start();
      assertThat(timer.nextDelay()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
      timer.advance(timer.nextDelay());
      assertThat(timer.nextDelay()).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2400));
      timer.advance(Duration.ofHours(1));
      assertThat(timer.nextDelay()).isLessThanOrEqualTo(Duration.ofSeconds(72));
    }

    @Test
    @DisplayName("the first attempt after an outage is never penalised")
    void retriesAtOnceWhenTheNextOutageBegins() {
      synced.start();
      timer.advance(Duration.ofHours(1));
      source.answers("v1");
      synced.refreshNow();
      timer.advance(Duration.ofSeconds(72));
      source.fails();

      timer.advance(timer.nextDelay());

      assertThat(timer.nextDelay()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    }

    @Test
    void tellsHowLongUntilTheNextAttempt() {
      synced.start();

      assertThat(synced.nextAttemptIn()).isEqualTo(timer.nextDelay());
    }
  }

  @Test
  void readsOnAfterItIsClosedAndFetchesNoMore() {
    source.answers("v1");
    synced.start();

    synced.close();
    synced.refreshNow();
    timer.advance(Duration.ofHours(1));

    assertThat(timer.closed()).isTrue();
    assertThat(source.fetches()).isEqualTo(1);
    assertThat(synced.read().usable()).contains("v1");
  }

  @Test
  void waitsForTheFirstValueAndSaysWhetherItCame() {
    assertThat(synced.awaitValue(Duration.ZERO)).isFalse();
    assertThat(synced.awaitValue(Duration.ofSeconds(-1))).isFalse();
    source.answers("v1");
    synced.start();

    assertThat(synced.awaitValue(Duration.ZERO)).isTrue();
  }

  @Test
  void waitsForAsLongAsItTakes() {
    source.answers("v1");
    synced.start();
    source.fails();
    timer.advance(BOUND.plus(NANO));
    source.answers("v2");

    assertThat(synced.awaitValue(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
  }
}

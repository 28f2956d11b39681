package dev.signet.validator.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A value that was old when it came, and one that ends by itself. */
class SignedAgeTest {
  private static final Duration BOUND = Duration.ofHours(24);
  private static final Duration NANO = Duration.ofNanos(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<String> source = new ScriptedSource<>();
  private final List<Reading.Phase> phases = new ArrayList<>();
  private final Synced<String> synced = synced(true);

  private Synced<String> synced(boolean flagging) {
    SyncListener<String> listener =
        new SyncListener<>() {
          @Override
          public void phaseChanged(Reading.Phase before, Reading.Phase now) {
            phases.add(now);
          }
        };
    SyncPolicy policy = new SyncPolicy(BOUND, flagging, Duration.ZERO, Duration.ofSeconds(1));
    return new Synced<>(source, policy, timer, listener);
  }

  @Test
  void countsFromWhatWasSaidNotFromTheContact() {
    source.answers(answer(Duration.ofMinutes(5), BOUND));
    synced.start();
    assertThat(synced.read().age()).isEqualTo(Duration.ofMinutes(5));

    source.fails();
    timer.advance(MINUTE);

    assertThat(synced.read().age()).isEqualTo(Duration.ofMinutes(6));
    assertThat(synced.remaining()).isEqualTo(BOUND.minusMinutes(6));
  }

  @Test
  void isNotRenewedByAnswersThatAreAsOldAsBefore() {
    Instant said = now();
    for (int minute = 0; minute < 10; minute++) {
      source.answers(answer(Duration.between(said, now()), BOUND));
      synced.refreshNow();
      assertThat(synced.read().age()).isEqualTo(MINUTE.multipliedBy(minute));
      timer.advance(MINUTE);
    }

    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
    assertThat(synced.fresh(timer.wallMillis())).isNull();
    assertThat(synced.read().usable()).contains("v");
  }

  @Test
  void isStaleAtOnceWhenItCameLaterThanARefreshIsDue() {
    source.answers(answer(Duration.ofSeconds(90), BOUND));
    synced.start();
    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.FRESH);
    assertThat(synced.fresh(timer.wallMillis())).isEqualTo("v");

    source.answers(answer(Duration.ofSeconds(90).plus(NANO), BOUND));
    synced.refreshNow();

    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
    assertThat(synced.fresh(timer.wallMillis())).isNull();
  }

  @Test
  void doesNotWakeATimerThatSleptNot() {
    source.answers(answer(Duration.ofHours(1), BOUND));
    synced.start();

    assertThat(synced.readFor("v", value -> true).phase()).isEqualTo(Reading.Phase.STALE);

    assertThat(source.fetches()).isEqualTo(1);
  }

  @Test
  void isRejectedWhenItIsOlderThanTheBoundAndTakenAtTheBound() {
    source.answers(answer(BOUND.plus(NANO), BOUND));
    synced.start();
    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EMPTY);
    assertThat(synced.lastError()).contains("an answer older than PT24H");
    assertThat(synced.counts().rejected()).isEqualTo(1);

    source.answers(answer(BOUND, BOUND));
    synced.refreshNow();

    assertThat(synced.read().usable()).contains("v");
  }

  @Test
  void endsByItselfAtExactlyItsEnd() {
    Duration life = Duration.ofMinutes(10);
    for (boolean flagging : List.of(true, false)) {
      Synced<String> value = synced(flagging);
      source.answers(answer(Duration.ZERO, life));
      value.start();
      source.fails();

      timer.advance(life.minus(NANO));
      assertThat(value.read().usable()).contains("v");
      timer.advance(NANO);

      assertThat(value.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
      assertThat(value.fresh(timer.wallMillis())).isNull();
      assertThat(value.remaining()).isZero();
      timer.advance(Duration.ofMillis(1));
      assertThat(phases.get(phases.size() - 1)).isEqualTo(Reading.Phase.EXPIRED);
    }
  }

  @Test
  void endsByAWallClockThatStepsForwardAndLivesNoLongerByOneThatStepsBack() {
    Duration life = Duration.ofMinutes(10);
    source.answers(answer(Duration.ZERO, life));
    synced.start();
    source.fails();

    timer.stepWall(life.minusMillis(1));
    assertThat(synced.read().usable()).isPresent();
    timer.stepWall(Duration.ofMillis(1));
    assertThat(synced.read().usable()).isEmpty();

    timer.stepWall(life.multipliedBy(-5));
    assertThat(synced.read().usable()).isPresent();
    timer.advance(life);
    assertThat(synced.read().usable()).isEmpty();
  }

  @Test
  void isAskedForTwiceBeforeItEnds() {
    source.answers(Update.of("v", Optional.of(BOUND)).believed(Duration.ZERO, now().plus(MINUTE)));
    synced.start();

    assertThat(synced.nextAttemptIn()).isLessThanOrEqualTo(Duration.ofSeconds(36));
  }

  @Test
  void takesAnEndAsFarAwayAsItCanBeWritten() {
    Instant last = Instant.ofEpochSecond(253_402_300_799L);
    source.answers(Update.of("v", Optional.of(MINUTE)).believed(Duration.ZERO, last));
    synced.start();

    assertThat(synced.read().usable()).contains("v");
  }

  @Test
  void restoredCountsFromWhatWasSaidToo() throws RejectedUpdateException {
    Instant fetchedAt = now().minus(Duration.ofHours(20));
    assertThatThrownBy(
            () -> synced.restore(answer(Duration.ofHours(4).plusMillis(1), BOUND), fetchedAt))
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessage("older than PT24H");

    synced.restore(answer(Duration.ofHours(3), MINUTE), fetchedAt);
    assertThat(synced.read().age()).isEqualTo(Duration.ofHours(23));
    timer.advance(MINUTE);

    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
  }

  /** An answer of this age that asks for a refresh each minute and ends so long from now. */
  private Update<String> answer(Duration age, Duration life) {
    return Update.of("v", Optional.of(MINUTE)).believed(age, now().plus(life));
  }

  private Instant now() {
    return timer.clock().instant();
  }
}

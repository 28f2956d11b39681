package dev.signet.validator.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ages by two clocks: one stands still in a suspended machine, the other may be set. */
class TwoClocksTest {
  private static final Duration BOUND = Duration.ofHours(24);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<String> source = new ScriptedSource<>();
  private final Synced<String> synced =
      new Synced<>(source, new SyncPolicy(BOUND, true, Duration.ZERO), timer);

  @BeforeEach
  void holdAValue() {
    source.answers("v1");
  }

  @Test
  @DisplayName("F20 a suspended machine: the wall clock goes on, and so does the age")
  void countsTheTimeThatTheMachineSlept() {
    synced.start();

    timer.stepWall(BOUND);
    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
    timer.stepWall(MILLI);
    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
  }

  @Test
  void wakesTheTimerThatSleptThroughItsBeatOnceAndWithoutWaiting() {
    synced.start();
    timer.stepWall(Duration.ofHours(1));

    assertThat(synced.readFor("v", value -> true).phase()).isEqualTo(Reading.Phase.STALE);
    assertThat(source.fetches()).isEqualTo(2);
    assertThat(synced.readFor("v", value -> true).phase()).isEqualTo(Reading.Phase.FRESH);
  }

  @Test
  void leavesAnOutageToTheTimer() {
    synced.start();
    source.fails();
    timer.advance(Duration.ofHours(1));
    int soFar = source.fetches();

    synced.readFor("v", value -> true);

    assertThat(source.fetches()).isEqualTo(soFar);
  }

  @Test
  void comesBackFromExpiredWithTheFirstRequest() {
    synced.start();
    timer.stepWall(BOUND.plus(MILLI));

    assertThat(synced.readFor("v", value -> true).phase()).isEqualTo(Reading.Phase.FRESH);
  }

  @Test
  @DisplayName("F20 a wall clock that steps back makes nothing younger")
  void ignoresAStepBack() {
    synced.start();
    source.fails();
    timer.advance(Duration.ofHours(2));

    timer.stepWall(Duration.ofHours(-10));

    assertThat(synced.read().age()).isEqualTo(Duration.ofHours(2));
    timer.advance(BOUND.minusHours(2).plus(MILLI));
    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
  }

  @Nested
  class Restored {
    @Test
    void valuesAgeFromTheirFetch() throws RejectedUpdateException {
      source.fails();
      synced.restore(Update.of("kept", Optional.empty()), now().minus(Duration.ofHours(23)));
      synced.start();

      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
      assertThat(synced.read().age()).isEqualTo(Duration.ofHours(23));
      assertThat(synced.awaitValue(Duration.ZERO)).isTrue();
      timer.advance(Duration.ofHours(1));
      assertThat(synced.read().usable()).contains("kept");
      timer.advance(MILLI);
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.EXPIRED);
    }

    @Test
    void valuesAreFreshAsLongAsTheirSourceSaid() throws RejectedUpdateException {
      synced.restore(Update.of("kept", Optional.of(Duration.ofMinutes(1))), now().minusSeconds(80));
      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.FRESH);

      timer.advance(Duration.ofSeconds(10).plusNanos(1));

      assertThat(synced.read().phase()).isEqualTo(Reading.Phase.STALE);
    }

    @Test
    void valuesGiveWayToTheNetwork() throws RejectedUpdateException {
      synced.restore(Update.of("kept", Optional.empty()), now().minusSeconds(80));
      synced.start();

      assertThat(synced.read().usable()).contains("v1");
      assertThat(synced.counts().fetches()).isEqualTo(1);
    }

    @Test
    void valuesOlderThanTheBoundAreRefused() throws RejectedUpdateException {
      assertThatThrownBy(() -> restore(now().minus(BOUND).minus(MILLI)))
          .isInstanceOf(RejectedUpdateException.class)
          .hasMessage("older than PT24H");
      restore(now().minus(BOUND));

      assertThat(synced.read().usable()).contains("kept");
    }

    @Test
    void valuesFromTheFutureAreRefusedButForAClockThatWasSet() throws RejectedUpdateException {
      assertThatThrownBy(() -> restore(now().plus(Duration.ofMinutes(1)).plus(MILLI)))
          .isInstanceOf(RejectedUpdateException.class)
          .hasMessageContaining("future");
      restore(now().plus(Duration.ofMinutes(1)));

      assertThat(synced.read().age()).isZero();
    }

    @Test
    void valuesAreRefusedWhenSomethingNewerIsHeld() {
      synced.start();

      assertThatThrownBy(() -> restore(now().minusSeconds(1)))
          .isInstanceOf(RejectedUpdateException.class)
          .hasMessage("older than what is held");
      assertThat(synced.read().usable()).contains("v1");
    }

    private void restore(Instant fetchedAt) throws RejectedUpdateException {
      synced.restore(Update.of("kept", Optional.empty()), fetchedAt);
    }

    private Instant now() {
      return timer.clock().instant();
    }
  }

  @Nested
  class Pushes {
    @Test
    void causeAnAttemptAtOnceAndThenOneASecond() {
      synced.start();

      synced.pushed();
      assertThat(source.fetches()).isEqualTo(2);
      for (int i = 0; i < 100; i++) {
        synced.pushed();
      }
      assertThat(source.fetches()).isEqualTo(2);
      timer.advance(Duration.ofSeconds(1));
      assertThat(source.fetches()).isEqualTo(3);
      timer.advance(Duration.ofSeconds(10));
      assertThat(source.fetches()).isEqualTo(3);
    }

    @Test
    void passTheLimitsOfRequests() {
      synced.start();
      synced.readFor("bogus", value -> false);
      source.answers("v2");

      synced.pushed();

      assertThat(synced.read().usable()).contains("v2");
    }
  }

  @Test
  void plansTheTimerEarlierWhenARequestEndsAnOutage() {
    source.fails();
    synced.start();
    timer.advance(Duration.ofHours(1));
    source.answers("v1", Duration.ofSeconds(30));

    synced.refreshNow();

    assertThat(synced.nextAttemptIn()).isLessThanOrEqualTo(Duration.ofSeconds(36));
  }
}

package dev.signet.authority;

import static dev.signet.authority.RunningAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.MemoryKeyStore;
import dev.signet.authority.storage.ScriptedStorage;
import dev.signet.authority.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ClockAgreementTest {
  private static final Duration TOLERANCE = Duration.ofSeconds(5);
  private static final Duration NANO = Duration.ofNanos(1);
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final MutableClock ours = new MutableClock(START);
  private final MutableClock theirs = new MutableClock(START);

  /** Of the process; it may begin anywhere, and run over. */
  private final AtomicLong timer = new AtomicLong(Long.MAX_VALUE - 7);

  private final ScriptedStorage storage = new ScriptedStorage();
  private final AtomicInteger asked = new AtomicInteger();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ClockAgreement clocks = new ClockAgreement(storage, ours, timer::get, TOLERANCE);

  @BeforeEach
  void answerAtOnce() {
    askingTakes(Duration.ZERO);
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopLogging() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ClockAgreement.class);
  }

  private void askingTakes(Duration time) {
    storage.tellTime(
        () -> {
          asked.incrementAndGet();
          pass(time.dividedBy(2));
          Instant answer = theirs.instant();
          pass(time.dividedBy(2));
          return answer;
        });
  }

  private void doesNotAnswer() {
    storage.tellTime(
        () -> {
          asked.incrementAndGet();
          throw new StorageException("it does not answer");
        });
  }

  private void pass(Duration time) {
    sleep(time);
    timer.addAndGet(time.toNanos());
  }

  /** What passes while the machine is suspended is not seen by the timer of the process. */
  private void sleep(Duration time) {
    ours.advance(time);
    theirs.advance(time);
  }

  private void assertAgrees() {
    assertThat(clocks.time()).isEqualTo(ours.instant());
    clocks.probe();
  }

  private void assertApart(String words) {
    assertThatThrownBy(clocks::time)
        .isInstanceOfSatisfying(
            OAuthException.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.headers()).containsEntry("Retry-After", "1");
              assertThat(refusal.description())
                  .isEqualTo(
                      "The clock of this node is "
                          + words
                          + " that of the database: synchronise it");
            });
    assertThatThrownBy(clocks::probe)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(words);
  }

  @Nested
  class WhenItCompares {
    @ParameterizedTest
    @CsvSource({"1, ahead of", "-1, behind"})
    void takesTheToleranceAndNoMoreInEitherDirection(int sign, String words) {
      ours.advance(TOLERANCE.multipliedBy(sign));
      clocks.compare();
      assertAgrees();

      ours.advance(NANO.multipliedBy(sign));
      clocks.compare();
      assertApart("5.0 s " + words);
    }

    @Test
    void measuresInTheMiddleOfAsking() {
      askingTakes(Duration.ofSeconds(4));
      ours.advance(Duration.ofSeconds(3));

      clocks.compare();

      assertThat(clocks.offsetSeconds()).isEqualTo(3);
    }

    @Test
    void takesByHowMuchItMayBeWrongOffWhatItMeasured() {
      askingTakes(Duration.ofSeconds(4));
      ours.advance(TOLERANCE.plusSeconds(2));
      clocks.compare();
      assertAgrees();

      ours.advance(NANO);
      clocks.compare();
      assertApart("7.0 s ahead of");
    }

    @Test
    void agreesWithAStorageOfThisMachine() {
      ClockAgreement alone = new ClockAgreement(new ScriptedStorage(), ours, timer::get, TOLERANCE);
      ours.advance(AN_HOUR);

      assertThat(alone.time()).isEqualTo(ours.instant());
      assertThat(alone.offsetSeconds()).isZero();
    }

    @Test
    void saysOnceWhenTheyPartAndOnceWhenTheyAgree() {
      clocks.compare();
      ours.advance(AN_HOUR);
      for (int i = 0; i < 3; i++) {
        clocks.compare();
        assertApart("3600.0 s ahead of");
        pass(A_SECOND);
      }
      ours.advance(AN_HOUR.negated());
      clocks.compare();
      clocks.compare();

      assertThat(log.list)
          .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("WARN The clock of this node is 3600.0 s ahead of")
                      .contains("storage.clockTolerance", "issues no tokens"),
              line -> assertThat(line).startsWith("INFO").contains("agrees"));
    }
  }

  @Nested
  class Between {
    @BeforeEach
    void compareOnce() {
      ours.advance(A_SECOND);
      clocks.compare();
    }

    @Test
    void asksNobodyWhileTheClockMovesAsTheTimerDoes() {
      for (int i = 0; i < 1_000; i++) {
        pass(Duration.ofMillis(10));
        assertAgrees();
      }

      assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, -6})
    void noticesAJumpAtTheNextRequest(long most) {
      ours.advance(Duration.ofSeconds(most));
      assertAgrees();
      assertThat(asked).as("it may be right still").hasValue(1);

      ours.advance(most > 0 ? NANO : NANO.negated());
      assertApart("5.0 s " + (most > 0 ? "ahead of" : "behind"));
      assertThat(asked).hasValue(2);
    }

    @Test
    void issuesAtOnceAfterTheMachineWasSuspended() {
      sleep(AN_HOUR);

      assertAgrees();

      assertThat(asked).as("it looked like a jump").hasValue(2);
      assertAgrees();
      assertThat(asked).hasValue(2);
    }

    @Test
    void noticesAJumpRightAfterItLookedLikeOne() {
      sleep(AN_HOUR);
      assertAgrees();

      ours.advance(AN_HOUR);

      assertApart("3601.0 s ahead of");
    }

    @Test
    void asksAtMostOnceASecondWhileTheyAreApartAndSoRecovers() {
      ours.advance(AN_HOUR);
      assertApart("3601.0 s ahead of");
      ours.advance(AN_HOUR.negated());

      pass(A_SECOND.minus(NANO));
      assertApart("3601.0 s ahead of");
      assertThat(asked).hasValue(2);

      pass(NANO);
      assertAgrees();
      assertThat(asked).hasValue(3);
    }

    @Test
    void staysAsItWasWhileTheStorageDoesNotAnswer() {
      doesNotAnswer();
      ours.advance(AN_HOUR);

      assertAgrees();
      pass(A_SECOND.minus(NANO));
      assertAgrees();
      assertThat(asked).as("at most once a second").hasValue(2);

      askingTakes(Duration.ZERO);
      pass(NANO);
      assertApart("3601.0 s ahead of");
      doesNotAnswer();
      ours.advance(AN_HOUR.negated());
      pass(AN_HOUR);
      assertApart("3601.0 s ahead of");
    }

    @Test
    void leavesAJobOutWhileTheyAreApart() {
      AtomicInteger runs = new AtomicInteger();
      Runnable job = clocks.guard(runs::incrementAndGet);
      job.run();

      ours.advance(AN_HOUR);
      job.run();

      assertThat(runs).hasValue(1);
      ours.advance(AN_HOUR.negated());
      pass(A_SECOND);
      job.run();
      assertThat(runs).hasValue(2);
    }

    @Test
    void keepsNoOtherRingWhileTheyAreApart() {
      MemoryKeyStore kept = new MemoryKeyStore(KeyRing.EMPTY);
      GuardedKeyStore store = new GuardedKeyStore(kept, clocks::probe);
      assertThat(store.replace(store.load(), new KeyRing(List.of()))).isTrue();

      ours.advance(AN_HOUR);

      assertThat(store.load()).isEqualTo(kept.load());
      assertThatThrownBy(() -> store.replace(store.load(), KeyRing.EMPTY))
          .hasMessageContaining("3601.0 s ahead of");
    }
  }

  @Test
  void comparesBeforeItTellsTheTimeForTheFirstTime() {
    ours.advance(AN_HOUR);

    assertApart("3600.0 s ahead of");
  }
}

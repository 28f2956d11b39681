package dev.signet.validator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source says without being asked, beside the attempts of the timer. */
class PushTest {
  private static final Duration PERIOD = Duration.ofSeconds(60);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<String> source = new ScriptedSource<>();
  private final List<String> heard = new ArrayList<>();
  private final SyncListener<String> listener =
      new SyncListener<>() {
        @Override
        public void answered(Update<String> update) {
          heard.add("answered " + update.value().orElseThrow());
        }

        @Override
        public void failed(String error, boolean rejected) {
          heard.add((rejected ? "rejected " : "failed ") + error);
        }
      };
  private final Synced<String> synced =
      new Synced<>(
          source,
          new SyncPolicy(Duration.ofHours(24), true, Duration.ZERO, Duration.ofSeconds(1)),
          timer,
          listener);

  @BeforeEach
  void holdsAnAnswerOfThePeriod() {
    source.answers("a", PERIOD);
    synced.start();
    heard.clear();
  }

  @Test
  void isInstalledAtOnceAndHeardOf() {
    CompletableFuture<Boolean> taken = synced.push(held -> says(held + "b", Duration.ZERO));

    assertThat(taken).isCompletedWithValue(true);
    assertThat(synced.read().usable()).contains("ab");
    assertThat(heard).containsExactly("answered ab");
    assertThat(synced.counts()).isEqualTo(new SyncCounts(1, 0, 0));
  }

  @Test
  void isTakenHoweverOftenItComes() {
    IntStream.range(0, 100).forEach(i -> hears(held -> says(held + "b", Duration.ZERO)));

    assertThat(synced.read().usable()).contains("a" + "b".repeat(100));
    assertThat(source.fetches()).isEqualTo(1);
  }

  @Test
  void putsTheNextAttemptOffByAWholePeriodAndItsJitter() {
    for (int second = 0; second < 600; second += 5) {
      timer.advance(Duration.ofSeconds(5));
      hears(held -> says("b", Duration.ZERO));
    }
    assertThat(source.fetches()).isEqualTo(1);
    assertThat(synced.nextAttemptIn()).isBetween(PERIOD.minusSeconds(12), PERIOD.plusSeconds(12));
    Duration next = synced.nextAttemptIn();

    timer.advance(next.minusNanos(1));
    assertThat(source.fetches()).isEqualTo(1);
    timer.advance(Duration.ofNanos(1));
    assertThat(source.fetches()).isEqualTo(2);
  }

  @Test
  void putsItOffByLessTheOlderItIs() {
    timer.advance(Duration.ofSeconds(40));
    hears(held -> says("b", Duration.ofSeconds(30)));

    assertThat(synced.nextAttemptIn()).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(42));
  }

  @Test
  void neverBringsItForward() {
    Duration planned = synced.nextAttemptIn();

    hears(held -> says("b", Duration.ofHours(1)));

    assertThat(synced.nextAttemptIn()).isEqualTo(planned);
  }

  @Test
  void changesNothingWhenItSaysNothingNew() {
    timer.advance(Duration.ofSeconds(40));
    Duration planned = synced.nextAttemptIn();

    CompletableFuture<Boolean> taken = synced.push(held -> Optional.empty());

    assertThat(taken).isCompletedWithValue(false);
    assertThat(synced.read().age()).isEqualTo(Duration.ofSeconds(40));
    assertThat(synced.nextAttemptIn()).isEqualTo(planned);
    assertThat(heard).isEmpty();
  }

  @Test
  void isCountedAndHeardOfWhenItMustNotBeBelieved() {
    Duration planned = synced.nextAttemptIn();

    CompletableFuture<Boolean> taken =
        synced.push(
            held -> {
              throw new RejectedUpdateException("forged");
            });

    assertThat(taken).isCompletedExceptionally();
    assertThat(synced.read().usable()).contains("a");
    assertThat(synced.counts()).isEqualTo(new SyncCounts(1, 0, 1));
    assertThat(synced.lastError()).isEmpty();
    assertThat(synced.nextAttemptIn()).isEqualTo(planned);
    assertThat(heard).containsExactly("rejected forged");
  }

  @Test
  void isRejectedWhenItIsOlderThanAnythingMayBe() {
    Duration old = Duration.ofHours(24).plusNanos(1);

    assertThat(synced.push(held -> says("b", old))).isCompletedExceptionally();
    assertThat(synced.read().usable()).contains("a");
    assertThat(synced.push(held -> says("b", old.minusNanos(1)))).isCompletedWithValue(true);
  }

  @Test
  void harmsNothingWhenItCannotBeRead() {
    assertThat(
            synced.push(
                held -> {
                  throw new IOException("no keys");
                }))
        .isCompletedExceptionally();
    assertThat(
            synced.push(
                held -> {
                  throw new IllegalStateException("defect");
                }))
        .isCompletedExceptionally();
    assertThat(synced.read().usable()).contains("a");
    assertThat(heard).isEmpty();
  }

  @Test
  void startsAnAttemptWhenItDoesNotFitAtMostOneASecond() {
    IntStream.range(0, 100).forEach(i -> hears(PushTest::missed));
    assertThat(source.fetches()).isEqualTo(2);

    timer.advance(Duration.ofSeconds(1));
    assertThat(source.fetches()).isEqualTo(3);
  }

  @Test
  void findsNothingHeldWhenWhatIsHeldHasExpired() {
    source.fails();
    timer.advance(Duration.ofHours(25));

    hears(held -> says(held == null ? "whole" : "change", Duration.ZERO));

    assertThat(synced.read().usable()).contains("whole");
  }

  @Test
  void doesNotWaitBehindAClosedTimer() {
    synced.close();

    assertThat(synced.push(held -> says("b", Duration.ZERO))).isCompletedWithValue(false);
  }

  private void hears(Push<String> push) {
    assertThat(synced.push(push)).isCompleted();
  }

  private Optional<Update<String>> says(String value, Duration age) {
    Instant end = timer.clock().instant().plus(Duration.ofDays(2));
    return Optional.of(Update.of(value, Optional.of(PERIOD)).believed(age, end));
  }

  private static Optional<Update<String>> missed(@Nullable Object held) throws IOException {
    throw new MissedPushException("from another value");
  }
}

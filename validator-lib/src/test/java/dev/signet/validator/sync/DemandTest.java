package dev.signet.validator.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What requests may ask of a source: hostile inputs D04 to D06. */
class DemandTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<String> source = new ScriptedSource<>();
  private final Synced<String> synced = synced(timer, Duration.ZERO);

  private Synced<String> synced(SyncTimer onTimer, Duration longestWait) {
    return new Synced<>(source, new SyncPolicy(Duration.ofHours(24), true, longestWait), onTimer);
  }

  @Test
  void fetchesNothingForWhatIsThere() {
    source.answers("a");
    synced.start();

    assertThat(synced.readFor("a", value -> value.contains("a")).usable()).contains("a");
    assertThat(source.fetches()).isEqualTo(1);
  }

  @Test
  void findsWhatIsNewInTheSameRequest() {
    source.answers("a");
    synced.start();
    source.answers("a b");

    assertThat(synced.readFor("b", value -> value.contains("b")).usable()).contains("a b");
  }

  @Test
  @DisplayName("D04 at most one fetch per 10 s for 10000 unknown names")
  void limitsFetchesForUnknownNames() {
    source.answers("a");
    synced.start();

    IntStream.range(0, 10_000).forEach(i -> synced.readFor("bogus" + i, DemandTest::never));
    assertThat(source.fetches()).isEqualTo(2);

    timer.advance(WINDOW.minusNanos(1));
    synced.readFor("late", DemandTest::never);
    assertThat(source.fetches()).isEqualTo(2);
    timer.advance(Duration.ofNanos(1));
    synced.readFor("later", DemandTest::never);
    assertThat(source.fetches()).isEqualTo(3);
  }

  @Test
  @DisplayName("D04 the window begins with the attempt, so an outage is no storm")
  void limitsFetchesThatFail() {
    source.answers("a");
    synced.start();
    source.fails();

    IntStream.range(0, 100).forEach(i -> synced.readFor("bogus" + i, DemandTest::never));

    assertThat(source.fetches()).isEqualTo(2);
  }

  @Test
  @DisplayName("D06 a storm does not keep a new value from the timer's beat")
  void leavesTheTimerItsOwnBudget() {
    source.answers("a");
    synced.start();
    Duration beat = timer.nextDelay();
    timer.advance(beat.minusSeconds(1));
    IntStream.range(0, 1_000).forEach(i -> synced.readFor("bogus" + i, DemandTest::never));
    source.answers("a b");

    timer.advance(Duration.ofSeconds(1));

    assertThat(synced.read().usable()).contains("a b");
  }

  @Test
  void doesNotLookTwiceForWhatIsNotThereUntilThirtySecondsLater() {
    source.answers("a");
    synced.start();
    synced.readFor("gone", DemandTest::never);
    assertThat(source.fetches()).isEqualTo(2);

    timer.advance(Duration.ofSeconds(30).minusNanos(1));
    synced.readFor("gone", DemandTest::never);
    assertThat(source.fetches()).isEqualTo(2);
    timer.advance(Duration.ofNanos(1));
    synced.readFor("gone", DemandTest::never);
    assertThat(source.fetches()).isEqualTo(3);
  }

  @Test
  void remembersNoMissWhenTheFetchFailed() {
    source.answers("a");
    synced.start();
    source.fails();
    synced.readFor("b", value -> value.contains("b"));
    source.answers("a b");

    timer.advance(WINDOW);

    assertThat(synced.readFor("b", value -> value.contains("b")).usable()).contains("a b");
  }

  @Test
  void seesAMissedNameAtOnceWhenTheTimerBringsIt() {
    source.answers("a");
    synced.start();
    synced.readFor("b", value -> value.contains("b"));
    source.answers("a b");
    synced.refreshNow();

    assertThat(synced.readFor("b", value -> value.contains("b")).usable()).contains("a b");
  }

  @Test
  void triesAgainForARequestThatFindsNothingAtAll() {
    synced.start();
    source.answers("a");

    assertThat(synced.readFor("a", value -> true).usable()).contains("a");
  }

  @Test
  @DisplayName("D05 a request does not wait for a source that hangs longer than it may")
  void givesUpWaitingForASourceThatHangs() {
    HandTimer hanging = new HandTimer().hold();
    Synced<String> waiting = synced(hanging, Duration.ofMillis(1));
    waiting.start();

    assertThat(waiting.readFor("a", DemandTest::never).phase()).isEqualTo(Reading.Phase.EMPTY);
    assertThat(source.fetches()).isZero();
  }

  @Test
  void searchesAfterAnAttemptThatBeganBeforeTheRequest() throws Exception {
    DaemonTimer daemon = new DaemonTimer("test-sync", timer.clock());
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    source.answersAfter(() -> fetchUntil(fetching, letGo), "old");
    try (Synced<String> real = synced(daemon, Duration.ofSeconds(20))) {
      real.start();
      assertThat(fetching.await(20, SECONDS)).isTrue();
      source.answers("old new");
      FutureTask<Reading<String>> reading =
          new FutureTask<>(() -> real.readFor("new", value -> value.contains("new")));
      start(reading);
      letGo.countDown();

      assertThat(reading.get(20, SECONDS).usable()).contains("old new");
    }
  }

  @Test
  void fetchesOnceForRequestsThatAskTogether() throws Exception {
    DaemonTimer daemon = new DaemonTimer("test-sync", timer.clock());
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    source.answersAfter(() -> fetchUntil(fetching, letGo), "a");
    try (Synced<String> real = synced(daemon, Duration.ofSeconds(20))) {
      real.start();
      assertThat(fetching.await(20, SECONDS)).isTrue();
      List<Future<Reading<String>>> readings = readTogether(real, 8);
      letGo.countDown();

      for (Future<Reading<String>> reading : readings) {
        assertThat(reading.get(20, SECONDS).usable()).contains("a");
      }
    }
    assertThat(source.fetches()).isEqualTo(1);
  }

  @Test
  @DisplayName("D05 no more than 16 requests wait at once")
  void letsFewRequestsWait() throws InterruptedException {
    HandTimer hanging = new HandTimer().hold();
    Synced<String> waiting = synced(hanging, Duration.ofSeconds(20));
    waiting.start();
    CountDownLatch turnedAway = new CountDownLatch(4);
    CountDownLatch answered = new CountDownLatch(16);
    for (int i = 0; i < 20; i++) {
      start(
          () -> {
            boolean found = waiting.readFor("a", value -> true).usable().isPresent();
            (found ? answered : turnedAway).countDown();
          });
    }

    // While the source still hangs, four of twenty are turned away and sixteen wait.
    assertThat(turnedAway.await(10, SECONDS)).isTrue();
    assertThat(answered.getCount()).isEqualTo(16);
    source.answers("a");
    hanging.release();

    assertThat(answered.await(10, SECONDS)).isTrue();
  }

  private static boolean never(String value) {
    return value.isEmpty();
  }

  private static List<Future<Reading<String>>> readTogether(Synced<String> synced, int count) {
    List<Future<Reading<String>>> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FutureTask<Reading<String>> reading =
          new FutureTask<>(() -> synced.readFor("a", value -> true));
      readings.add(reading);
      start(reading);
    }
    return readings;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "test-request");
    thread.setDaemon(true);
    thread.start();
  }

  private static void fetchUntil(CountDownLatch fetching, CountDownLatch letGo) {
    fetching.countDown();
    try {
      assertThat(letGo.await(20, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

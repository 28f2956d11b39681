package dev.signet.validator.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Asking a source for someone to whom what is held is too old. */
class AskAnewTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<String> source = new ScriptedSource<>();
  private final Synced<String> synced = synced(timer, Duration.ZERO);

  private Synced<String> synced(SyncTimer onTimer, Duration longestWait) {
    return new Synced<>(source, new SyncPolicy(Duration.ofHours(24), true, longestWait), onTimer);
  }

  @Test
  void asksEachTimeWhateverTheWindowOfOtherDemands() {
    source.answers("a");
    synced.start();

    IntStream.range(0, 10).forEach(i -> assertThat(synced.askAnew(() -> false)).isTrue());

    assertThat(source.fetches()).isEqualTo(11);
  }

  @Test
  void saysNoWhenTheSourceFails() {
    source.answers("a");
    synced.start();
    source.fails();

    assertThat(synced.askAnew(() -> false)).isFalse();
    source.rejects("forged");
    assertThat(synced.askAnew(() -> false)).isFalse();
  }

  @Test
  void asksNobodyWhoSaidThatItIsBusy() {
    List<String> asked = new ArrayList<>();
    Synced<String> busy =
        new Synced<>(
            held -> {
              asked.add("again");
              throw new RetryLaterException("busy", Duration.ofSeconds(30));
            },
            new SyncPolicy(Duration.ofHours(24), true, Duration.ZERO),
            timer);
    busy.refreshNow();

    timer.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(busy.askAnew(() -> false)).isFalse();
    assertThat(asked).hasSize(1);
    timer.advance(Duration.ofNanos(1));
    busy.askAnew(() -> false);
    assertThat(asked).hasSize(2);
  }

  @Test
  void waitsNoLongerThanARequestMay() {
    source.answers("a");
    synced.start();
    timer.hold();

    assertThat(synced.askAnew(() -> false)).isFalse();
    assertThat(source.fetches()).isEqualTo(1);
  }

  @Test
  void sharesOneAttemptThatBringsWhatAllNeed() throws Exception {
    assertThat(fetchesOf(100, () -> true)).isEqualTo(1);
  }

  @Test
  void asksOnceMoreForThoseWhoCameWhileAnAttemptRanThatIsNotEnough() throws Exception {
    assertThat(fetchesOf(100, () -> false)).isEqualTo(2);
  }

  /** All but the first come while the first one's attempt runs. */
  private int fetchesOf(int callers, BooleanSupplier enough) throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch allCame = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    source.answersAfter(
        () -> {
          asking.countDown();
          await(allCame);
          threads.stream().skip(1).forEach(AskAnewTest::awaitWaiting);
        },
        "a");
    try (DaemonTimer own = new DaemonTimer("asking", Clock.system(ZoneOffset.UTC))) {
      Synced<String> shared = synced(own, LONG);
      List<Future<Boolean>> answers = new ArrayList<>();
      ask(shared, enough, threads, answers);
      await(asking);
      IntStream.range(1, callers).forEach(i -> ask(shared, enough, threads, answers));
      allCame.countDown();
      for (Future<Boolean> each : answers) {
        assertThat(each.get(20, SECONDS)).isTrue();
      }
    }
    return source.fetches();
  }

  private static void ask(
      Synced<String> synced,
      BooleanSupplier enough,
      List<Thread> threads,
      List<Future<Boolean>> answers) {
    FutureTask<Boolean> call = new FutureTask<>(() -> synced.askAnew(enough));
    Thread thread = new Thread(call, "caller");
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
    answers.add(call);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

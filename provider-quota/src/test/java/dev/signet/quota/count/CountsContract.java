package dev.signet.quota.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every place that counts promises; each test has a key of its own. */
public abstract class CountsContract {
  protected static final Duration WINDOW = Duration.ofMinutes(1);

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final Duration NANO = Duration.ofNanos(1);

  protected final HandClock clock = new HandClock();
  private final String key = "key-" + NUMBER.incrementAndGet();
  private Counts counts;

  /** Begins to count by the clock of this test. */
  protected abstract Counts open() throws Exception;

  /** How far the clock may be set back without being noticed. */
  protected abstract Duration tolerance();

  @BeforeEach
  void begin() throws Exception {
    counts = open();
  }

  @AfterEach
  void end() {
    counts.close();
  }

  private Tally take(long limit, Duration window, long order, long cost) {
    return counts.take(new Call(key, new Ration(limit, window, order), cost));
  }

  private Tally take(long limit, long cost) {
    return take(limit, WINDOW, 1, cost);
  }

  @Test
  void countsDownToTheLimitAndNoFurther() {
    assertThat(take(3, 1)).isEqualTo(new Tally(true, 3, WINDOW, 2, WINDOW));
    assertThat(take(3, 1)).isEqualTo(new Tally(true, 3, WINDOW, 1, WINDOW));
    assertThat(take(3, 1)).isEqualTo(new Tally(true, 3, WINDOW, 0, WINDOW));
    assertThat(take(3, 1)).isEqualTo(new Tally(false, 3, WINDOW, 0, WINDOW));
  }

  @Test
  void takesACostWholeOrNotAtAll() {
    assertThat(take(5, 4).remaining()).isEqualTo(1);
    assertThat(take(5, 2)).isEqualTo(new Tally(false, 5, WINDOW, 1, WINDOW));
    assertThat(take(5, 1).taken()).isTrue();
    assertThat(take(5, 6).taken()).isFalse();
  }

  @Test
  void keepsKeysApart() {
    take(1, 1);

    Ration ration = new Ration(1, WINDOW, 1);
    assertThat(counts.take(new Call(key + "-other", ration, 1)).taken()).isTrue();
  }

  @Test
  void beginsTheNextWindowWhenTheFirstIsOverAndNotBefore() {
    take(3, 3);

    clock.step(WINDOW.minus(NANO));
    assertThat(take(3, 1)).isEqualTo(new Tally(false, 3, WINDOW, 0, NANO));
    clock.step(NANO);
    assertThat(take(3, 1)).isEqualTo(new Tally(true, 3, WINDOW, 2, WINDOW));
  }

  @Test
  void savesNothingUpOverIdleWindows() {
    take(3, 1);

    clock.step(WINDOW.multipliedBy(5).plusSeconds(10));

    assertThat(take(3, 4).taken()).isFalse();
    assertThat(take(3, 3).taken()).isTrue();
  }

  @Test
  void countsTheLargestAllowance() {
    long most = 1_000_000_000;
    Duration longest = Duration.ofDays(365);

    assertThat(take(most, longest, 1, most - 1))
        .isEqualTo(new Tally(true, most, longest, 1, longest));
    assertThat(take(most, Duration.ofSeconds(1), 2, 1).remaining()).isZero();
  }

  @Test
  void aNewerRationHandsNoUsedCallsBack() {
    take(1_000, WINDOW, 1, 60);

    assertThat(take(100, WINDOW, 2, 1)).isEqualTo(new Tally(true, 100, WINDOW, 39, WINDOW));
  }

  @Test
  void aNewerRationGivesWhatItGivesMore() {
    take(100, WINDOW, 1, 60);

    assertThat(take(1_000, WINDOW, 2, 1)).isEqualTo(new Tally(true, 1_000, WINDOW, 939, WINDOW));
  }

  @Test
  void anOlderRationChangesNothing() {
    take(100, WINDOW, 2, 60);

    assertThat(take(1_000, WINDOW, 1, 1)).isEqualTo(new Tally(true, 100, WINDOW, 39, WINDOW));
    assertThat(take(1_000, Duration.ofSeconds(1), 1, 1).window()).isEqualTo(WINDOW);
  }

  @Test
  void rationsInTurnGiveNoMoreThanTheLarger() {
    long passed = 0;
    for (int order = 1; order <= 50; order++) {
      long limit = order % 2 == 0 ? 3 : 20;
      while (take(limit, WINDOW, order, 1).taken()) {
        passed++;
      }
    }

    assertThat(passed).isEqualTo(20);
  }

  private Tally take(long limit, long order, Notice notice, long cost) {
    return counts.take(new Call(key, new Ration(limit, WINDOW, order), notice, cost));
  }

  private static Notice given(long limit, long order) {
    return new Notice.Given(new Ration(limit, WINDOW, order));
  }

  @Test
  void aPublishedRationCountsWhileItIsTheNewest() {
    assertThat(take(10, 1, given(50, 2), 20)).isEqualTo(new Tally(true, 50, WINDOW, 30, WINDOW));
    assertThat(take(30, 3, given(50, 2), 1)).isEqualTo(new Tally(true, 30, WINDOW, 9, WINDOW));
  }

  @Test
  void aRationThatIsTakenBackLetsTheNewestTokenCountAndNoOlder() {
    take(1_000, 1, Notice.UNKNOWN, 1);
    take(30, 2, Notice.UNKNOWN, 1);
    take(1_000, 1, given(5, 3), 1);

    assertThat(take(1_000, 1, new Notice.TakenBack(3), 1))
        .isEqualTo(new Tally(true, 30, WINDOW, 26, WINDOW));
  }

  @Test
  void aRationThatIsTakenBackLetsATokenCountThatWasShownMeanwhile() {
    take(1_000, 1, given(5, 3), 1);
    take(30, 2, given(5, 3), 1);

    assertThat(take(1_000, 1, new Notice.TakenBack(3), 1).limit()).isEqualTo(30);
  }

  @Test
  void aRationThatIsTakenBackHandsNothingBackAndItsWindowGoesOn() {
    take(20, 1, given(50, 2), 25);
    clock.step(Duration.ofSeconds(20));

    assertThat(take(20, 1, new Notice.TakenBack(2), 1))
        .isEqualTo(new Tally(false, 20, WINDOW, 0, Duration.ofSeconds(40)));
    assertThat(take(20, 1, given(40, 3), 1))
        .isEqualTo(new Tally(true, 40, WINDOW, 14, Duration.ofSeconds(40)));
    clock.step(Duration.ofSeconds(40));
    assertThat(take(20, 1, new Notice.TakenBack(3), 1))
        .isEqualTo(new Tally(true, 20, WINDOW, 19, WINDOW));
  }

  @Test
  void aRationGoesOnWhereNobodyTookItBackOrOneBeforeItWas() {
    take(20, 1, given(50, 3), 1);

    assertThat(take(20, 1, Notice.UNKNOWN, 1).limit()).isEqualTo(50);
    assertThat(take(20, 1, new Notice.TakenBack(2), 1).limit()).isEqualTo(50);
    assertThat(take(20, 1, new Notice.TakenBack(3), 1).limit()).isEqualTo(20);
  }

  @Test
  void rationsGivenAndTakenBackInTurnGiveNoMoreThanTheLarger() {
    long passed = 0;
    for (int order = 2; order <= 50; order++) {
      Notice notice = order % 2 == 0 ? given(20, order) : new Notice.TakenBack(order);
      while (take(order % 3 == 0 ? 9 : 3, 1, notice, 1).taken()) {
        passed++;
      }
    }

    assertThat(passed).isEqualTo(20);
  }

  @Test
  void aLimitThatShrankBelowWhatIsUsedIsWholeInTheNextWindow() {
    take(1_000, WINDOW, 1, 500);
    assertThat(take(10, WINDOW, 2, 1)).isEqualTo(new Tally(false, 10, WINDOW, 0, WINDOW));

    clock.step(WINDOW);

    assertThat(take(10, WINDOW, 2, 1).remaining()).isEqualTo(9);
  }

  @Test
  void aShorterWindowEndsTheOneThatRunsWhenItWouldHaveEnded() {
    take(10, WINDOW, 1, 10);
    clock.step(Duration.ofSeconds(30));

    assertThat(take(10, Duration.ofSeconds(40), 2, 1))
        .isEqualTo(new Tally(false, 10, Duration.ofSeconds(40), 0, Duration.ofSeconds(10)));
    assertThat(take(10, Duration.ofSeconds(20), 3, 1))
        .isEqualTo(new Tally(true, 10, Duration.ofSeconds(20), 9, Duration.ofSeconds(10)));
  }

  @Test
  void aShorterWindowInBetweenHandsNothingOfALongerOneBack() {
    Duration hour = Duration.ofHours(1);
    long passed = 0;
    for (int order = 1; order < 100; order += 2) {
      while (take(20, hour, order, 1).taken()) {
        passed++;
      }
      take(3, WINDOW, order + 1, 1);
      clock.step(WINDOW);
    }

    assertThat(passed).isEqualTo(20);
  }

  @Test
  void aLongerWindowIsWholeAgainWhenItWouldHaveEnded() {
    Duration hour = Duration.ofHours(1);
    take(20, hour, 1, 20);
    clock.step(Duration.ofMinutes(50));
    take(3, WINDOW, 2, 3);
    clock.step(WINDOW);

    assertThat(take(30, hour, 3, 1)).isEqualTo(new Tally(true, 30, hour, 6, Duration.ofMinutes(9)));
    clock.step(Duration.ofMinutes(9));
    assertThat(take(30, hour, 3, 1)).isEqualTo(new Tally(true, 30, hour, 29, hour));
  }

  @Test
  void windowsOfManyLengthsInTurnHandNothingBack() {
    long passed = 0;
    for (int order = 1; order < 300; order++) {
      Duration window = Duration.ofMinutes(new int[] {60, 1, 30, 7}[order % 4]);
      long limit = window.toMinutes() < 10 ? 1 : 20;
      while (take(limit, window, order, 1).taken()) {
        passed += limit == 20 ? 1 : 0;
      }
      clock.step(Duration.ofSeconds(12));
    }

    // An hour in all: 20 of the longest window, and 20 of one that it may have begun before.
    assertThat(passed).isBetween(20L, 40L);
  }

  @Test
  void aClockSetBackHandsNothingBackAndNobodyWaitsForTheOldTime() {
    take(3, 2);

    clock.step(Duration.ofDays(-1));

    assertThat(take(3, 1)).isEqualTo(new Tally(true, 3, WINDOW, 0, WINDOW));
    assertThat(take(3, 1)).isEqualTo(new Tally(false, 3, WINDOW, 0, WINDOW));
    clock.step(WINDOW);
    assertThat(take(3, 1)).isEqualTo(new Tally(true, 3, WINDOW, 2, WINDOW));
  }

  @Test
  void aClockSetBackByAsMuchAsIsToleratedOnlyMakesTheWindowLonger() {
    take(3, 3);

    clock.step(tolerance().negated());
    assertThat(take(3, 1)).isEqualTo(new Tally(false, 3, WINDOW, 0, WINDOW.plus(tolerance())));
    clock.step(NANO.negated());
    assertThat(take(3, 1)).isEqualTo(new Tally(false, 3, WINDOW, 0, WINDOW));
  }

  @Test
  void threadsTogetherGetTheLimitAndNoMore() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> passed = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        passed.add(threads.submit(() -> passed(25)));
      }
      int sum = 0;
      for (Future<Integer> each : passed) {
        sum += each.get();
      }
      assertThat(sum).isEqualTo(40);
    } finally {
      threads.shutdownNow();
    }
  }

  private int passed(int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += take(40, 1).taken() ? 1 : 0;
    }
    return passed;
  }
}

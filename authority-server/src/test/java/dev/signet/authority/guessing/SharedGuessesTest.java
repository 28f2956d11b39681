package dev.signet.authority.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.ScriptedStorage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.guessing.GuessKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes over one store; each shares when the test says so. */
class SharedGuessesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LONG_AGO = Instant.EPOCH;
  private static final GuessLimits LIMITS =
      new GuessLimits(3, 6, 9, Duration.ofSeconds(60), Duration.ofMinutes(5));
  private static final Duration TOLERANCE = Duration.ofSeconds(5);
  private static final Attempt ADA = new Attempt("ada", "192.0.2.1", true, "r1");

  private final MutableClock clock = new MutableClock(START);
  private final InMemoryStorage storage = new InMemoryStorage();
  private final Guessing one = node();
  private final Guessing other = node();

  private Guessing node() {
    return Guessing.over(LIMITS, new byte[32], storage, event -> {}, TOLERANCE, clock);
  }

  private static void fail(Guessing node, Attempt attempt, int times) {
    for (int i = 0; i < times; i++) {
      node.guard().failed(attempt);
    }
  }

  private static boolean waits(Guessing node, Attempt attempt) {
    try {
      node.guard().admit(attempt);
      return false;
    } catch (OAuthException e) {
      return true;
    }
  }

  private int kept() {
    return storage.guesses().changedSince(LONG_AGO, 10_000).size();
  }

  private void shareBoth() {
    one.shared().share();
    other.shared().share();
  }

  @Test
  void tellsOtherNodesWhoWaits() {
    fail(one, ADA, 3);
    assertThat(waits(other, ADA)).isFalse();

    shareBoth();

    assertThat(waits(other, ADA)).isTrue();
    clock.advance(Duration.ofSeconds(20).minusMillis(1));
    assertThat(waits(other, ADA)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(waits(other, ADA)).isFalse();
  }

  @Test
  void letsAWaitGrowAcrossNodes() {
    fail(one, ADA, 3);
    shareBoth();
    clock.advance(Duration.ofSeconds(20));

    fail(other, ADA, 1);

    clock.advance(Duration.ofSeconds(39));
    assertThat(waits(other, ADA)).isTrue();
    other.shared().share();
    one.shared().share();
    assertThat(waits(one, ADA)).isTrue();
  }

  @Test
  void survivesARestart() {
    fail(one, ADA, 3);
    one.shared().share();

    Guessing restarted = node();
    restarted.shared().share();

    assertThat(waits(restarted, ADA)).isTrue();
  }

  @Test
  void remembersKnownAddressesAcrossARestartAndAtOtherNodes() {
    one.guard().succeeded(ADA);
    shareBoth();
    Guessing restarted = node();
    restarted.shared().share();

    for (Guessing node : new Guessing[] {other, restarted}) {
      for (int i = 0; i < 9; i++) {
        fail(node, new Attempt("ada", "198.51.100." + i, true, "r"), 1);
      }
      assertThat(waits(node, new Attempt("ada", "203.0.113.1", true, "r"))).isTrue();
      assertThat(waits(node, ADA)).isFalse();
    }
  }

  @Test
  void takesDownNothingOfThoseWhoNeedNotWait() {
    fail(one, ADA, 2);
    one.shared().share();

    assertThat(kept()).isZero();
  }

  @Test
  void takesDownAKnownAddressOnceADay() {
    one.guard().succeeded(ADA);
    one.shared().share();
    clock.advance(Duration.ofDays(1).minusMillis(1));
    one.guard().succeeded(ADA);
    one.shared().share();
    assertThat(storage.guesses().addressesSince(LONG_AGO, 10).get(0).seenAt()).isEqualTo(START);

    clock.advance(Duration.ofMillis(1));
    one.guard().succeeded(ADA);
    one.shared().share();
    assertThat(storage.guesses().addressesSince(LONG_AGO, 10).get(0).seenAt())
        .isEqualTo(START.plus(Duration.ofDays(1)));
  }

  @Test
  void writesAtMostTwoHundredRowsAtATimeInAFlood() {
    for (int i = 0; i < 450; i++) {
      fail(one, new Attempt("name" + i, "10.0." + i / 250 + "." + i % 250, true, "r"), 3);
    }

    one.shared().share();
    assertThat(kept()).isEqualTo(SharedGuesses.MOST_WRITTEN);
    one.shared().share();
    assertThat(kept()).isEqualTo(2 * SharedGuesses.MOST_WRITTEN);
    one.shared().share();
    assertThat(kept()).isEqualTo(450);
  }

  @Test
  void writesNothingWhenItIsToldOfAChangeAsThatWouldBeToldAgain() {
    fail(one, ADA, 3);
    one.shared().hear();
    assertThat(kept()).isZero();

    one.shared().share();
    other.shared().hear();

    assertThat(waits(other, ADA)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 60})
  void hearsOfWaitsAtANodeWhoseClockIsAsFarBehindAsClocksMayBe(long tolerance) {
    Duration apart = Duration.ofSeconds(tolerance);
    GuessLimits hourly = new GuessLimits(1, 9, 9, Duration.ofHours(1), Duration.ofHours(1));
    Guessing behind =
        Guessing.over(
            hourly,
            new byte[32],
            storage,
            event -> {},
            apart,
            new MutableClock(START.minus(apart.multipliedBy(2))));
    Guessing right = Guessing.over(hourly, new byte[32], storage, event -> {}, apart, clock);
    right.shared().share();

    fail(behind, ADA, 1);
    behind.shared().share();
    right.shared().share();

    assertThat(waits(right, ADA)).isTrue();
  }

  @Test
  void takesDownNoMoreOfANameWithManyAddressesThanItKeeps() {
    for (int i = 0; i < 1_000; i++) {
      one.guard().succeeded(new Attempt("billing", "198.51.100." + i % 40, false, "r"));
      clock.advance(Duration.ofMillis(1));
    }
    one.guard().succeeded(ADA);

    assertThat(one.guard().known().unwritten().take(1_000)).hasSize(17);

    clock.advance(Duration.ofDays(1));
    one.guard().succeeded(new Attempt("billing", "198.51.100.1", false, "r"));
    assertThat(one.guard().known().unwritten().take(1_000)).hasSize(1);
  }

  @Test
  void goesByItsOwnCountWhileTheStoreIsGoneAndTellsAfterwards() {
    storage.failWith(new StorageException("gone"));
    fail(one, ADA, 3);
    one.shared().share();
    assertThat(waits(one, ADA)).isTrue();
    assertThat(one.shared().isReached()).isFalse();

    storage.recover();
    shareBoth();

    assertThat(one.shared().isReached()).isTrue();
    assertThat(waits(other, ADA)).isTrue();
  }

  @Test
  void neitherReadsNorWritesTheStoreForARequest() {
    storage.failWith(new StorageException("gone"));
    storage.beforeReading(
        () -> {
          throw new AssertionError("a request has read the store");
        });

    one.guard().succeeded(ADA);
    fail(one, ADA, 3);

    assertThat(waits(one, ADA)).isTrue();
  }

  @Test
  void waitsNoLongerForAClockThatStepsBackThoughTheStoreTellsOfTheSameWait() {
    fail(one, ADA, 3);
    shareBoth();
    clock.advance(Duration.ofHours(-1));
    shareBoth();

    for (Guessing node : new Guessing[] {one, other}) {
      assertThat(waits(node, ADA)).isTrue();
    }
    for (int second = 0; second < 20; second++) {
      clock.advance(Duration.ofSeconds(1));
      shareBoth();
    }
    for (Guessing node : new Guessing[] {one, other}) {
      assertThat(waits(node, ADA)).isFalse();
    }
  }

  /** What a clock that was a day ahead left in the store. */
  private void failADayAhead() {
    clock.advance(Duration.ofDays(1));
    fail(one, ADA, 3);
    one.shared().share();
    clock.advance(Duration.ofDays(-1));
  }

  @Test
  void listsNoWaitOfAClockThatWasFarAhead() {
    failADayAhead();

    assertThat(one.administration().list(10)).isEmpty();
    Guessing restarted = node();
    fail(restarted, ADA, 3);
    restarted.shared().share();
    assertThat(one.administration().list(10)).hasSize(1);
  }

  @Test
  void takesDownNewFailuresInPlaceOfThoseOfAClockThatWasFarAhead() {
    failADayAhead();
    Guessing restarted = node();
    fail(restarted, ADA, 3);
    restarted.shared().share();

    clock.advance(Duration.ofSeconds(20));
    Guessing third = node();
    third.shared().share();
    assertThat(waits(third, ADA)).isFalse();
  }

  @Test
  void forgetsWhatAClockThatWasFarAheadTookDown() {
    failADayAhead();

    one.shared().purge();

    assertThat(kept()).isZero();
    Guessing restarted = node();
    restarted.shared().share();
    assertThat(waits(restarted, ADA)).isFalse();
  }

  @Test
  void forgetsNoWaitOfAClockThatIsAsFarAheadAsItMayBe() {
    Guessing ahead =
        Guessing.over(
            LIMITS,
            new byte[32],
            storage,
            event -> {},
            TOLERANCE,
            new MutableClock(START.plus(TOLERANCE.multipliedBy(2))));
    for (int i = 0; i < 50; i++) {
      fail(ahead, new Attempt("billing", "192.0.2.1", false, "r"), 1);
    }
    ahead.shared().share();

    one.shared().purge();

    assertThat(one.administration().list(10)).hasSize(2);
  }

  @Test
  void forgetsWhatIsOfNoMoreUse() {
    one.guard().succeeded(ADA);
    fail(one, ADA, 3);
    one.shared().share();

    clock.advance(Duration.ofMinutes(12));
    one.shared().purge();
    assertThat(kept()).isOne();

    clock.advance(Duration.ofDays(30));
    one.shared().purge();
    assertThat(kept()).isZero();
    assertThat(storage.guesses().addressesSince(LONG_AGO, 10)).isEmpty();
  }

  @Test
  void endsTheWaitsOfANameAtAllNodes() {
    fail(one, ADA, 3);
    shareBoth();
    clock.advance(Duration.ofSeconds(1));

    assertThat(one.administration().lift("ada")).isOne();
    shareBoth();

    assertThat(waits(one, ADA)).isFalse();
    assertThat(waits(other, ADA)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 3_600})
  void endsWaitsByTheTimeOfTheStoreWhereAnOperatorHasAnotherTime(long seconds) {
    ScriptedStorage timed = new ScriptedStorage();
    timed.tellTime(clock::instant);
    Guessing node = Guessing.over(LIMITS, new byte[32], timed, event -> {}, TOLERANCE, clock);
    MutableClock wrong = new MutableClock(START.plusSeconds(seconds));
    Guessing operator = Guessing.over(LIMITS, new byte[32], timed, event -> {}, TOLERANCE, wrong);
    fail(node, ADA, 3);
    node.shared().share();
    clock.advance(Duration.ofSeconds(1));
    assertThat(operator.administration().list(10)).hasSize(1);

    assertThat(operator.administration().lift("ada")).isOne();
    node.shared().share();
    assertThat(waits(node, ADA)).isFalse();

    clock.advance(Duration.ofSeconds(1));
    fail(node, ADA, 3);
    node.shared().share();
    assertThat(operator.administration().list(10))
        .as("what failed since")
        .extracting(wait -> wait.record().key().kind())
        .contains(GuessKey.Kind.ACCOUNT_AND_ADDRESS);
  }

  @Test
  void endsTheWaitsOfAnAddressAtAllNodesAndThoseThatWereNotToldYet() {
    for (int i = 0; i < 6; i++) {
      fail(one, new Attempt("name" + i, "2001:db8:1:2::" + i, true, "r"), 1);
    }
    Attempt fromThere = new Attempt("bob", "2001:db8:1:2::99", true, "r");
    assertThat(waits(one, fromThere)).isTrue();
    clock.advance(Duration.ofSeconds(1));

    one.administration().lift("2001:db8:1:2::/64");
    shareBoth();

    assertThat(waits(one, fromThere)).isFalse();
    assertThat(waits(other, fromThere)).isFalse();
    assertThat(one.administration().list(10)).isEmpty();
  }

  @Test
  void liftsNothingElse() {
    Attempt bob = new Attempt("bob", "192.0.2.2", true, "r");
    fail(one, ADA, 3);
    fail(one, bob, 3);
    shareBoth();

    other.administration().lift("bob");
    other.administration().lift("192.0.2.99");
    shareBoth();

    assertThat(waits(one, ADA)).isTrue();
    assertThat(waits(other, ADA)).isTrue();
    assertThat(waits(one, bob)).isFalse();
  }

  @Test
  void countsAnewAfterALift() {
    fail(one, ADA, 3);
    one.shared().share();
    one.administration().lift("ada");
    one.shared().share();
    clock.advance(Duration.ofMillis(1));

    fail(one, ADA, 2);
    assertThat(waits(one, ADA)).isFalse();
    fail(one, ADA, 1);
    shareBoth();

    assertThat(waits(one, ADA)).isTrue();
    assertThat(waits(other, ADA)).isTrue();
  }

  @Test
  void refusesLimitsThatAllowNothing() {
    Duration minute = Duration.ofMinutes(1);

    assertThatThrownBy(() -> new GuessLimits(0, 1, 1, minute, minute))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GuessLimits(1, 1, 1, Duration.ZERO, minute))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GuessLimits(1, 1, 1, minute, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

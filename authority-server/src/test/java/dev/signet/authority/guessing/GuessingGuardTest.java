package dev.signet.authority.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.MutableClock;
import dev.signet.authority.audit.AuditEvent;
import dev.signet.authority.audit.GuessingEvent;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.guessing.GuessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** 3 failures of a pair, 6 of an address and 9 of an account in a minute; 5 minutes at most. */
class GuessingGuardTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final GuessLimits LIMITS =
      new GuessLimits(3, 6, 9, Duration.ofSeconds(60), Duration.ofMinutes(5));

  private final MutableClock clock = new MutableClock(START);
  private final List<AuditEvent> audited = new ArrayList<>();
  private final GuessingGuard guard =
      new GuessingGuard(LIMITS, new NameHash(new byte[32]), audited::add, clock);

  private static Attempt password(String name, String address) {
    return new Attempt(name, address, true, "r-" + name);
  }

  private static Attempt key(String name, String address) {
    return new Attempt(name, address, false, "r-" + name);
  }

  private void fail(Attempt attempt, int times) {
    for (int i = 0; i < times; i++) {
      guard.failed(attempt);
    }
  }

  private void assertJudged(Attempt attempt) {
    assertThatCode(() -> guard.admit(attempt)).as("%s", attempt).doesNotThrowAnyException();
  }

  private void assertWaits(Attempt attempt) {
    assertThatThrownBy(() -> guard.admit(attempt))
        .as("%s", attempt)
        .isInstanceOfSatisfying(
            OAuthException.class, refusal -> assertThat(refusal.status()).isEqualTo(429));
  }

  @Nested
  class OfANameFromAnAddress {
    @Test
    void leavesAnotherAddressAndAnotherNameAlone() {
      fail(password("ada", "192.0.2.1"), 3);

      assertWaits(password("ada", "192.0.2.1"));
      assertJudged(password("ada", "192.0.2.2"));
      assertJudged(password("bob", "192.0.2.1"));
    }

    @Test
    void concernsWhatCannotBeGuessedAsWell() {
      fail(key("billing", "192.0.2.1"), 3);

      assertWaits(key("billing", "192.0.2.1"));
      assertJudged(key("billing", "192.0.2.2"));
    }

    @Test
    void countsAllOfANetworkOfIpv6Together() {
      fail(password("ada", "2001:db8:1:2::1"), 2);
      fail(password("ada", "2001:db8:1:2:ffff::2"), 1);

      assertWaits(password("ada", "2001:db8:1:2:3:4:5:6"));
      assertJudged(password("ada", "2001:db8:1:3::1"));
    }

    @Test
    void countsNamesThatAreTooLongToExistTogetherSoThatMemoryIsBounded() {
      IntStream.range(0, 3).forEach(i -> fail(password("n".repeat(129) + i, "192.0.2.1"), 1));

      assertWaits(password("m".repeat(8_000), "192.0.2.1"));
      assertJudged(password("n".repeat(128), "192.0.2.1"));
    }

    @Test
    void isJudgedAgainWhenExactlyTheWaitHasPassed() {
      fail(password("ada", "192.0.2.1"), 3);

      clock.advance(Duration.ofSeconds(20).minusNanos(1));
      assertWaits(password("ada", "192.0.2.1"));
      clock.advance(Duration.ofNanos(1));
      assertJudged(password("ada", "192.0.2.1"));
    }
  }

  @Nested
  class OfAnAddress {
    @Test
    void hasTheOneWaitThatTriesManyNames() {
      IntStream.range(0, 5).forEach(i -> fail(password("name" + i, "192.0.2.1"), 1));
      assertJudged(password("another", "192.0.2.1"));

      fail(password("name5", "192.0.2.1"), 1);

      assertWaits(password("another", "192.0.2.1"));
      assertWaits(key("a key", "192.0.2.1"));
      assertJudged(password("another", "192.0.2.2"));
    }

    @Test
    void leavesThoseAloneWhoSignedInWellFromThereBefore() {
      guard.succeeded(password("ada", "192.0.2.1"));
      IntStream.range(0, 6).forEach(i -> fail(password("name" + i, "192.0.2.1"), 1));

      assertWaits(password("bob", "192.0.2.1"));
      assertJudged(password("ada", "192.0.2.1"));
    }
  }

  @Nested
  class OfAnAccount {
    private void attackFrom(int addresses) {
      for (int i = 0; i < addresses; i++) {
        Attempt guess = password("ada", "198.51." + i / 256 + "." + i % 256);
        try {
          guard.admit(guess);
          guard.failed(guess);
        } catch (OAuthException e) {
          // Waits, and is not judged.
        }
      }
    }

    @Test
    void hasAllWaitThatTryOneNameFromManyAddresses() {
      attackFrom(8);
      assertJudged(password("ada", "203.0.113.1"));

      attackFrom(1);

      assertWaits(password("ada", "203.0.113.1"));
      assertJudged(password("bob", "203.0.113.1"));
    }

    @Test
    void locksNobodyOutFromWhereHeSignedInWellBefore() {
      guard.succeeded(password("ada", "192.0.2.1"));

      for (int minute = 0; minute < 600; minute++) {
        attackFrom(500);
        assertJudged(password("ada", "192.0.2.1"));
        clock.advance(Duration.ofMinutes(1));
      }

      assertThat(guard.begun()).as("waits in ten hours").isBetween(50L, 200L);
    }

    @Test
    void locksNobodyOutWhoHasAKey() {
      attackFrom(500);

      assertWaits(password("ada", "203.0.113.1"));
      assertJudged(key("ada", "203.0.113.1"));
    }

    @Test
    void holdsAKnownAddressToItsOwnFailures() {
      guard.succeeded(password("ada", "192.0.2.1"));
      fail(password("ada", "192.0.2.1"), 3);

      assertWaits(password("ada", "192.0.2.1"));
      assertJudged(password("ada", "203.0.113.1"));
    }

    @Test
    void isNotUsedUpByKeys() {
      IntStream.range(0, 20).forEach(i -> fail(key("ada", "198.51.100." + i), 1));

      assertJudged(password("ada", "203.0.113.1"));
    }

    @Test
    void knowsAnAddressForThirtyDays() {
      guard.succeeded(password("ada", "192.0.2.1"));
      clock.advance(Duration.ofDays(30).minusMillis(1));
      attackFrom(9);
      assertJudged(password("ada", "192.0.2.1"));

      clock.advance(Duration.ofMillis(1));
      assertWaits(password("ada", "192.0.2.1"));
    }

    @Test
    void knowsTheLastSixteenAddressesOfAName() {
      for (int i = 0; i < 17; i++) {
        guard.succeeded(password("ada", "192.0.2." + i));
        clock.advance(Duration.ofSeconds(1));
      }
      attackFrom(9);

      assertWaits(password("ada", "192.0.2.0"));
      assertJudged(password("ada", "192.0.2.1"));
      assertJudged(password("ada", "192.0.2.16"));
    }

    @Test
    void knowsNoOtherNameByTheAddress() {
      guard.succeeded(password("mallory", "198.51.0.1"));
      attackFrom(9);

      assertWaits(password("ada", "198.51.0.1"));
    }
  }

  @Nested
  class OfANameFromAnAddressThatAnAttackerShares {
    private static final String SHARED = "192.0.2.1";

    @Test
    void judgesWhatCannotBeGuessed() {
      guard.succeeded(key("billing", SHARED));
      for (int i = 0; i < 200; i++) {
        assertJudged(key("billing", SHARED));
        fail(key("billing", SHARED), 1);
      }

      assertJudged(key("billing", SHARED));
      assertThat(guard.refused()).isZero();
    }

    @Test
    void countsWhatWasWrongAndTellsOfItOnce() {
      guard.succeeded(key("billing", SHARED));
      fail(key("billing", SHARED), 3);

      assertWaits(password("billing", SHARED));
      assertThat(audited).hasSize(1);
      fail(key("billing", SHARED), 50);
      assertThat(audited).hasSize(1);
      assertThat(guard.backoffs().record(pair(), START).orElseThrow().failures()).isEqualTo(53);
    }

    private GuessKey pair() {
      return GuessKey.of(new NameHash(new byte[32]).of("billing"), SHARED);
    }

    @Test
    void hasAPasswordWaitNoLongerThanTheLongestWaitForIt() {
      guard.succeeded(key("billing", SHARED));
      fail(key("billing", SHARED), 1_000);

      clock.advance(LIMITS.longestWait().minusMillis(1));
      assertWaits(password("billing", SHARED));
      clock.advance(Duration.ofMillis(1));
      assertJudged(password("billing", SHARED));
    }

    @Test
    void hasWhatCannotBeGuessedWaitWhereItsNameIsNotKnown() {
      guard.succeeded(key("billing", "192.0.2.2"));
      guard.succeeded(key("reports", SHARED));
      fail(key("billing", SHARED), 3);

      assertWaits(key("billing", SHARED));
    }

    @Test
    void knowsItForThirtyDays() {
      guard.succeeded(key("billing", SHARED));
      clock.advance(Duration.ofDays(30).minusMillis(1));
      fail(key("billing", SHARED), 3);
      assertJudged(key("billing", SHARED));

      clock.advance(Duration.ofMillis(1));
      assertWaits(key("billing", SHARED));
    }
  }

  @Nested
  class OfGuessesThatAreSentAtOnce {
    private int answered(List<Runnable> judged) {
      int answered = 0;
      for (Runnable each : judged) {
        try {
          each.run();
          answered++;
        } catch (OAuthException e) {
          assertThat(e.status()).isEqualTo(429);
        }
      }
      return answered;
    }

    @Test
    void answersNoMoreThanOfThoseSentOneByOne() {
      Attempt guess = password("ada", "192.0.2.1");
      List<Runnable> all =
          IntStream.range(0, 200).<Runnable>mapToObj(i -> () -> guard.failed(guess)).toList();
      all.forEach(each -> assertJudged(guess));

      assertThat(answered(all)).isEqualTo(3);
      assertThat(guard.refused()).isEqualTo(197);
    }

    @Test
    void tellNeitherByTheAnswerNorByTheWaitThatOneWasRight() {
      Attempt wrong = password("ada", "192.0.2.1");
      Attempt withARight = password("bob", "192.0.2.2");
      fail(wrong, 3);
      fail(withARight, 3);

      OAuthException refused = refusal(() -> guard.failed(wrong));
      OAuthException right = refusal(() -> guard.succeeded(withARight));

      assertThat(right.headers()).isEqualTo(refused.headers());
      assertThat(right.description()).isEqualTo(refused.description());
      clock.advance(Duration.ofSeconds(40).minusNanos(1));
      assertWaits(wrong);
      assertWaits(withARight);
      clock.advance(Duration.ofNanos(1));
      assertJudged(wrong);
      assertJudged(withARight);
    }

    private OAuthException refusal(Runnable judged) {
      return catchThrowableOfType(OAuthException.class, judged::run);
    }

    @Test
    void knowNoAddressByARightOneThatWasNotAnswered() {
      fail(password("ada", "192.0.2.1"), 3);
      refusal(() -> guard.succeeded(password("ada", "192.0.2.1")));
      clock.advance(Duration.ofSeconds(40));
      IntStream.range(0, 6).forEach(i -> fail(password("name" + i, "192.0.2.1"), 1));

      assertWaits(password("ada", "192.0.2.1"));
    }

    @Test
    void answersAllThatCannotBeGuessed() {
      Attempt key = key("billing", "192.0.2.1");
      fail(key, 10);

      assertThatCode(() -> guard.succeeded(key)).doesNotThrowAnyException();
    }
  }

  @Nested
  class OnAClockThatStepsBack {
    @Test
    void waitsOnceMoreAndNotUntilTheClockIsThereAgain() {
      fail(password("ada", "192.0.2.1"), 3);
      clock.advance(Duration.ofHours(-1));

      assertWaits(password("ada", "192.0.2.1"));
      clock.advance(Duration.ofSeconds(20).minusMillis(1));
      assertWaits(password("ada", "192.0.2.1"));
      clock.advance(Duration.ofMillis(1));
      assertJudged(password("ada", "192.0.2.1"));
    }

    @Test
    void givesNoFreeGuess() {
      fail(password("ada", "192.0.2.1"), 2);
      clock.advance(Duration.ofHours(-1));

      fail(password("ada", "192.0.2.1"), 1);

      assertWaits(password("ada", "192.0.2.1"));
    }
  }

  @Nested
  class InTheAuditLog {
    @Test
    void isOneEventWhenAWaitBeginsHoweverManyAreRefused() {
      fail(password("ada", "192.0.2.1"), 3);
      for (int i = 0; i < 100; i++) {
        assertWaits(password("ada", "192.0.2.1"));
      }

      assertThat(audited)
          .containsExactly(
              new GuessingEvent.BackedOff(
                  "account_and_address", "ada", "192.0.2.1", 3, START.plusSeconds(20), "r-ada"));
      assertThat(guard.refused()).isEqualTo(100);
      assertThat(guard.begun()).isOne();
    }

    @Test
    void saysWhoseFailuresItWas() {
      IntStream.range(0, 6).forEach(i -> fail(password("name" + i, "192.0.2.1"), 1));
      IntStream.range(0, 9).forEach(i -> fail(password("ada", "198.51.100." + i), 1));

      assertThat(audited)
          .extracting(event -> ((GuessingEvent.BackedOff) event).reason())
          .containsExactly("address", "account");
    }

    @Test
    void withholdsANameThatLooksLikeASecret() {
      fail(new Attempt("sgs_" + "x".repeat(43), "192.0.2.1", true, "r1"), 3);

      assertThat(audited.toString()).contains("(withheld)").doesNotContain("xxx");
    }
  }
}

package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.HandTimer;
import dev.signet.validator.sync.ScriptedSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a validator answers as its keys age, and while they are swapped. */
class KeyAgeTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final HandClock clock = new HandClock(TestTokens.NOW);
  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<VerifyingKeys> source = new ScriptedSource<>();

  @Test
  @DisplayName("D18 no keys at all is unavailable, never a default key")
  void isUnavailableBeforeTheFirstKeys() {
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(24)));

    assertUnavailable(validator.checkToken(valid().signed()), Reason.NO_KEYS_YET);
    assertThat(validator.state().phase()).isEqualTo(Phase.EMPTY);
    assertThat(validator.state().ready()).isFalse();
    assertThat(validator.state().survivesUntil()).isEmpty();
    assertThat(validator.state().lastError()).contains("authority is down");
  }

  @Test
  void refusesRubbishEvenBeforeTheFirstKeys() {
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(24)));

    Bench.assertRefused(validator.checkToken("rubbish"), Reason.MALFORMED);
  }

  @Test
  void acceptsAndFlagsThroughAnOutageUpToTheAgeOfThePolicy() {
    source.answers(keys(TestKey.ES256));
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(1)));
    source.fails();

    assertThat(accepted(validator).staleFor()).isEmpty();
    timer.advance(Duration.ofMinutes(30));
    assertThat(accepted(validator).staleFor()).contains(Duration.ofMinutes(30));
    assertThat(validator.state().phase()).isEqualTo(Phase.STALE);
    assertThat(validator.state().survivesUntil())
        .contains(TestTokens.NOW.plus(Duration.ofMinutes(30)));
    timer.advance(Duration.ofMinutes(30));
    assertThat(accepted(validator).staleFor()).contains(Duration.ofHours(1));
    timer.advance(NANO);
    assertUnavailable(validator.checkToken(valid().signed()), Reason.KEYS_TOO_OLD);
    assertThat(validator.state().phase()).isEqualTo(Phase.EXPIRED);
  }

  @Test
  void refusesWithoutFlaggingUnderTheStrictPolicy() {
    source.answers(keys(TestKey.ES256));
    TokenValidator validator = validator(StalePolicy.refuseAfter(Duration.ofMinutes(10)));
    source.fails();

    timer.advance(Duration.ofMinutes(10));
    assertThat(accepted(validator).staleFor()).isEmpty();
    timer.advance(NANO);
    assertUnavailable(validator.checkToken(valid().signed()), Reason.KEYS_TOO_OLD);
  }

  @Test
  @DisplayName("F20 keys are as old as the older of two clocks says")
  void agesByBothClocks() {
    source.answers(keys(TestKey.ES256));
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofMinutes(10)));
    source.fails();

    timer.stepWall(Duration.ofHours(-1));
    assertThat(validator.state().keyAge()).contains(Duration.ZERO);
    timer.stepWall(Duration.ofHours(1).plusMinutes(9));
    assertThat(validator.state().phase()).isEqualTo(Phase.STALE);
    timer.stepWall(Duration.ofHours(1));
    assertUnavailable(validator.checkToken(valid().signed()), Reason.KEYS_TOO_OLD);
  }

  @Test
  void tellsWhatItHasDoneAndHolds() {
    source.answers(keys(TestKey.ES256, TestKey.RS256));
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(24)));
    source.rejects("no usable key");
    validator.refreshNow();
    source.fails();
    validator.refreshNow();

    assertThat(validator.state().counters())
        .isEqualTo(new ValidatorState.Counters(3, 1, 1, 0, 0, 2, 0));
    assertThat(validator.state().revocable()).isFalse();
    assertThat(validator.state().ready()).isTrue();
  }

  @Test
  void forgetsAKeyThatIsNoLongerPublished() {
    source.answers(keys(TestKey.ES256));
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(24)));
    source.answers(keys(TestKey.RS256));
    validator.refreshNow();

    Bench.assertRefused(validator.checkToken(valid().signed()), Reason.UNKNOWN_KEY);
  }

  @Test
  void answersEveryThreadRightlyWhileKeysAreSwapped() throws InterruptedException {
    VerifyingKeys both = keys(TestKey.ES256, TestKey.ED25519);
    VerifyingKeys one = keys(TestKey.ES256);
    source.answers(both);
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(24)));
    String token = valid().signed();
    AtomicInteger checked = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(8);
    CountDownLatch done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                started.countDown();
                while (!enough.get()) {
                  checked.incrementAndGet();
                  if (validator.checkToken(token) instanceof Verdict.Accepted) {
                    accepted.incrementAndGet();
                  }
                }
                done.countDown();
              },
              "test-request");
      thread.setDaemon(true);
      thread.start();
    }
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    for (int swap = 0; swap < 200; swap++) {
      source.answers(swap % 2 == 0 ? one : both);
      validator.refreshNow();
    }
    enough.set(true);

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(accepted).hasValue(checked.get());
    assertThat(source.fetches()).isGreaterThan(200);
  }

  @Test
  void stopsFetchingWhenClosedAndChecksOn() {
    source.answers(keys(TestKey.ES256));
    TokenValidator validator = validator(StalePolicy.acceptFor(Duration.ofHours(24)));

    validator.close();

    assertThat(timer.closed()).isTrue();
    assertThat(accepted(validator).token().id()).isEqualTo("3q2-7w");
  }

  private TokenValidator validator(StalePolicy policy) {
    TokenValidatorBuilder builder =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .clock(clock)
            .staleKeys(policy);
    return Bench.build(builder, KeySupplies.synced(builder, source, timer));
  }

  private static Verdict.Accepted accepted(TokenValidator validator) {
    Verdict verdict = validator.checkToken(valid().signed());
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    return (Verdict.Accepted) verdict;
  }

  private static void assertUnavailable(Verdict verdict, Reason reason) {
    assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
    assertThat(((Verdict.Unavailable) verdict).reason()).isEqualTo(reason);
    assertThat(verdict.httpStatus()).isEqualTo(503);
  }

  private static VerifyingKeys keys(TestKey... keys) {
    try {
      byte[] set = TestKey.set(keys).getBytes(StandardCharsets.UTF_8);
      return new KeySetReader(Set.of("ES256", "Ed25519", "RS256")).readSet(set);
    } catch (BadKeySetException e) {
      throw new AssertionError(e);
    }
  }
}

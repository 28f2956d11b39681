package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.Reason;
import dev.signet.validator.ValidatorEvent;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.revocation.supply.FetchedRevocations;
import dev.signet.validator.revocation.supply.RevocationJournal;
import dev.signet.validator.revocation.supply.RevocationSupply;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.Announcer;
import dev.signet.validator.sync.HandTimer;
import dev.signet.validator.sync.ScriptedSource;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a check makes of revocations as they come, age and go. */
class FetchedRevocationsTest {
  private static final Duration BOUND = Duration.ofHours(24);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final HandTimer timer = new HandTimer();
  private final ScriptedSource<Offer> source = new ScriptedSource<>();
  private final List<ValidatorEvent> events = new ArrayList<>();
  private final RevocationJournal journal =
      new RevocationJournal(new Announcer(events::add, timer.clock()), null);
  private final Synced<Offer> offers =
      new Synced<>(
          source,
          new SyncPolicy(BOUND, true, Duration.ZERO, Duration.ofSeconds(1)),
          timer,
          journal);
  private final RevocationSupply supply =
      new FetchedRevocations(offers, journal, timer.clock(), null, null);
  private final Revocable token = TestToken.valid().revocable();

  @Test
  void cannotTellBeforeTheFirstList() {
    offers.start();

    assertUnavailable(() -> supply.judge(token));
    assertUnavailable(() -> recheck(token));
    assertThat(state().phase()).isEqualTo(Phase.EMPTY);
    assertThat(state().age()).isEmpty();
    assertThat(state().survivesUntil()).isEmpty();
    assertThat(state().faults().lastError()).contains("authority is down");
    assertThat(supply.await(Duration.ZERO)).isFalse();
  }

  @Test
  void waitsForAnAttemptThatTheFirstCheckAsksFor() throws Exception {
    source.answers(held(list(5), Duration.ZERO));

    assertThat(supply.judge(token)).isEmpty();
    assertThat(source.fetches()).isEqualTo(1);
  }

  @Test
  void rechecksWithoutAskingForAnything() {
    assertUnavailable(() -> recheck(token));

    assertThat(source.fetches()).isZero();
  }

  @Test
  void refusesWhatTheListNamesAndLetsTheRestPass() throws Exception {
    source.answers(held(list(5).tokens("3q2-7w"), Duration.ZERO));
    offers.start();

    assertRevoked(() -> supply.judge(token));
    assertRevoked(() -> recheck(token));
    assertThat(recheck(TestToken.valid().withId("other").revocable())).isEmpty();
  }

  @Test
  void saysHowOldTheListIsOnceARefreshIsOverdue() throws Exception {
    source.answers(held(list(5), Duration.ofSeconds(30)));
    offers.start();
    source.fails();

    timer.advance(Duration.ofMinutes(1));
    assertThat(recheck(token)).isEmpty();
    timer.advance(MILLI);

    assertThat(recheck(token)).contains(Duration.ofSeconds(90).plus(MILLI));
    assertThat(supply.judge(token)).contains(Duration.ofSeconds(90).plus(MILLI));
    assertThat(state().phase()).isEqualTo(Phase.STALE);
    assertThat(state().survivesUntil()).contains(NOW.minusSeconds(30).plus(BOUND));
  }

  @Test
  void cannotTellPastTheBound() throws Exception {
    source.answers(held(list(5).claim("exp", NOW.plusSeconds(999_999)), Duration.ZERO));
    offers.start();
    source.fails();

    timer.advance(BOUND);
    assertThat(recheck(token)).contains(BOUND);
    timer.advance(MILLI);

    assertUnavailable(() -> recheck(token));
    assertThat(state().phase()).isEqualTo(Phase.EXPIRED);
  }

  @Test
  void cannotTellFromTheEndThatTheAuthorityGaveIt() throws Exception {
    source.answers(held(list(5).claim("exp", NOW.plusSeconds(600)), Duration.ZERO));
    offers.start();
    source.fails();
    assertThat(state().survivesUntil()).contains(NOW.plusSeconds(600));

    timer.advance(Duration.ofMinutes(10).minus(MILLI));
    assertThat(recheck(token)).isPresent();
    timer.advance(MILLI);

    assertUnavailable(() -> recheck(token));
    assertUnavailable(() -> supply.judge(token));
  }

  @Test
  void knowsThatNothingCanBeRevoked() throws Refusal {
    source.answers(Offer.NONE);
    offers.start();

    assertThat(supply.judge(token)).isEmpty();
    assertThat(state().phase()).isEqualTo(Phase.FRESH);
    assertThat(state().sequence()).isEmpty();
    assertThat(supply.await(Duration.ZERO)).isTrue();
    assertThat(events.get(1).detail()).isEqualTo("the authority offers none");
  }

  @Test
  void tellsWhatHappens() throws IOException {
    source.answers(held(list(5).tokens("a", "b"), Duration.ZERO));
    offers.start();
    source.answers(held(list(5).tokens("a", "b").claim("iat", NOW), Duration.ZERO));
    supply.refreshNow();
    source.answers(held(list(6).tokens("a"), Duration.ZERO));
    supply.refreshNow();
    source.fails();
    supply.refreshNow();
    source.rejects("worse");
    supply.refreshNow();

    assertThat(events)
        .extracting(ValidatorEvent::kind)
        .containsExactly(
            Kind.REVOCATIONS_PHASE_CHANGED,
            Kind.REVOCATIONS_INSTALLED,
            Kind.REVOCATIONS_INSTALLED,
            Kind.REVOCATIONS_FAILED,
            Kind.REVOCATIONS_REJECTED);
    assertThat(events)
        .extracting(ValidatorEvent::detail)
        .containsExactly(
            "EMPTY to FRESH", "seq 5, 2 entries", "seq 6, 1 entries", "authority is down", "worse");
    assertThat(state())
        .isEqualTo(
            new ValidatorState.Revocations(
                Phase.FRESH,
                Optional.of(Duration.ZERO),
                Optional.of(NOW.plus(BOUND)),
                OptionalLong.of(6),
                1,
                new ValidatorState.Faults(
                    Optional.of("worse"), Optional.of("worse"), Optional.empty(), Optional.empty()),
                5,
                1,
                1,
                Optional.empty(),
                0));
  }

  private Optional<Duration> recheck(Revocable rechecked) throws Refusal {
    return supply.recheck(rechecked, timer.wallMillis());
  }

  private ValidatorState.Revocations state() {
    return supply.state(timer.clock().instant()).orElseThrow();
  }

  /** A list of this age; it ends in 24 h unless said otherwise. */
  private static Update<Offer> held(TestDocument document, Duration age) throws IOException {
    RevocationList list = TestDocument.reader().readList(document.body());
    return Update.of(Offer.of(list, document.body()), Optional.of(list.ttl()))
        .believed(age, list.expiresAt());
  }

  private static void assertUnavailable(ThrowingCallable check) {
    assertReason(check, Reason.REVOCATIONS_TOO_OLD);
  }

  private static void assertRevoked(ThrowingCallable check) {
    assertReason(check, Reason.REVOKED);
  }

  private static void assertReason(ThrowingCallable check, Reason reason) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}

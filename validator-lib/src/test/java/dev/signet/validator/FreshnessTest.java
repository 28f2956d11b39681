package dev.signet.validator;

import static dev.signet.validator.RevocationBench.accepted;
import static dev.signet.validator.revocation.TestDocument.names;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.RawHttp;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.TestDocument;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.DaemonTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that accept only by revocations that were signed recently. */
class FreshnessTest {
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration AGE = Duration.ofSeconds(20);
  private static final Freshness RECENT = Freshness.within(AGE);
  private static final Freshness NOW = Freshness.within(Duration.ZERO);

  private final RevocationBench bench = new RevocationBench();
  private final String token = bench.token().signed();
  private final TokenValidator validator = bench.holding(bench.list(5));
  private final int before = bench.mirror.requests().size();

  @Test
  void asksNobodyWhileWhatIsHeldIsAsFreshAsThat() {
    bench.timer.advance(AGE);

    assertAccepted(RECENT);
    assertThat(asked()).isZero();
    bench.timer.advance(MILLI);
    bench.mirror.changes(5, bench.delta(5, 5));
    assertAccepted(RECENT);
    assertThat(asked()).isEqualTo(1);
    assertAccepted(RECENT);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void asksForWhatChangedSinceWhatIsHeld() {
    assertAccepted(NOW);

    assertThat(bench.mirror.requests()).last().asString().contains("?since=5 ");
  }

  @Test
  void asksEachTimeForAnAnswerThatIsMadeAfterTheCall() {
    for (int call = 1; call <= 5; call++) {
      assertAccepted(NOW);
      assertThat(asked()).isEqualTo(call);
    }
  }

  @Test
  void refusesWhatWasRevokedInBetween() {
    bench.timer.advance(Duration.ofSeconds(30));
    accepted(validator, token);
    revokeAtTheAuthority();
    accepted(validator, token);

    Bench.assertRefused(validator.checkToken(token, RECENT), Reason.REVOKED);
    Bench.assertRefused(validator.checkToken(token), Reason.REVOKED);
  }

  @Test
  void refusesItWithoutACacheTooAndOnFirstSight() {
    TokenValidator forgetful = bench.start(settings -> settings.verifiedTokenCacheBytes(0));
    revokeAtTheAuthority();

    Bench.assertRefused(forgetful.checkToken(token, NOW), Reason.REVOKED);
  }

  @Test
  void doesNotAcceptWhenNobodyAnswers() {
    bench.timer.advance(AGE.plus(MILLI));
    bench.mirror.isDown();

    assertUnavailable(RECENT);
    accepted(validator, token);
    bench.mirror.isUp();
    bench.mirror.changes(5, bench.delta(5, 5));
    assertAccepted(RECENT);
  }

  @Test
  void doesNotAcceptByAForgedAnswer() {
    bench.timer.advance(AGE.plus(MILLI));
    bench.mirror.publishes(bench.list(6).header("alg", "\"none\""));

    assertUnavailable(RECENT);
  }

  /** A second that iat is cut by, and one for the clocks. */
  @Test
  void takesAnAnswerThatLooksTwoSecondsOlderAndNoReplayBeyond() {
    bench.timer.advance(AGE.plusSeconds(2));
    assertAccepted(RECENT);
    assertThat(asked()).isEqualTo(1);

    bench.timer.advance(MILLI);
    assertUnavailable(RECENT);
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void takesAnAnswerOfTheSameSecondAsMadeAfterTheCall() {
    bench.timer.advance(Duration.ofMillis(30_700));
    bench.mirror.changes(5, bench.delta(5, 5));

    assertAccepted(NOW);
  }

  @Test
  void takesAnUnsignedConfirmationForNoAnswer() {
    bench.mirror.etag("\"v5\"");
    bench.mirror.publishes(bench.list(5));
    validator.refreshNow();
    bench.timer.advance(AGE.plusSeconds(3));

    assertUnavailable(RECENT);
    assertThat(bench.mirror.requests()).last().asString().endsWith("\"v5\"");
  }

  @Test
  void isNotDeceivedByAClockThatIsAhead() {
    bench.mirror.publishes(
        bench.list(6).claim("iat", bench.timer.clock().instant().plusSeconds(200)));
    validator.refreshNow();
    bench.timer.advance(AGE.plus(MILLI));
    int soFar = asked();

    validator.checkToken(token, RECENT);

    assertThat(asked()).isEqualTo(soFar + 1);
  }

  @Test
  void asksNobodyForATokenThatIsRefusedAnyway() {
    bench.mirror.publishes(bench.list(6).tokens("3q2-7w"));
    validator.refreshNow();
    bench.mirror.isDown();
    int soFar = asked();
    String expired = bench.token().claim("iat", past(120)).claim("exp", past(60)).signed();

    Bench.assertRefused(validator.checkToken(token, NOW), Reason.REVOKED);
    Bench.assertRefused(validator.checkToken(expired, NOW), Reason.EXPIRED);
    Bench.assertRefused(validator.checkToken("garbage", NOW), Reason.MALFORMED);
    Bench.assertRefused(validator.check("", NOW), Reason.MISSING);
    assertThat(asked()).isEqualTo(soFar);
  }

  @Test
  void readsHeadersAsAnyCheck() {
    String header = "Bearer " + token;

    assertThat(validator.check(header, RECENT)).isInstanceOf(Verdict.Accepted.class);
    assertThat(validator.check(List.of(header), RECENT)).isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(validator.check(List.of(header, header), RECENT), Reason.MALFORMED_REQUEST);
    try (TokenValidators all = TokenValidators.of(validator)) {
      assertThat(all.check(header, RECENT)).isInstanceOf(Verdict.Accepted.class);
      assertThat(all.check(List.of(header), RECENT)).isInstanceOf(Verdict.Accepted.class);
      bench.mirror.isDown();
      assertThat(all.checkToken(token, NOW)).isInstanceOf(Verdict.Unavailable.class);
      Bench.assertRefused(all.check("", RECENT), Reason.MISSING);
    }
  }

  @Test
  void isRefusedLoudlyWhereTokensCannotBeRevoked() {
    bench.mirror.metadata(null);
    TokenValidator offered = bench.start();
    TokenValidator asked =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .keys(TestKey.set(TestKey.ES256))
            .build();

    for (TokenValidator none : List.of(offered, asked)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> none.checkToken("garbage", RECENT))
          .withMessage(
              "freshness is for revocations, and there are none of https://auth.example.com: check"
                  + " without it, or let the authority offer a revocation list");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-0.001S", "PT24H0.001S"})
  void saysTheRangeOfAnAge(String age) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Freshness.within(Duration.parse(age)))
        .withMessage("within is " + age + "; give one from PT0S to PT24H");
    assertThat(Freshness.within(Duration.ofHours(24))).hasToString("within(PT24H)");
  }

  @Test
  void sharesOneRequestAmongAHundredChecks() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch allCame = new CountDownLatch(1);
    AtomicInteger deltas = new AtomicInteger();
    RawHttp slow =
        (uri, headers) -> {
          if (String.valueOf(uri.getQuery()).startsWith("since=")) {
            deltas.incrementAndGet();
            asking.countDown();
            await(allCame);
          }
          return bench.mirror.get(uri, headers);
        };
    try (TokenValidator busy = over(slow)) {
      assertThat(busy.awaitKeys(Duration.ofSeconds(20))).isTrue();
      bench.timer.advance(AGE.plus(MILLI));
      bench.mirror.changes(5, bench.delta(5, 5));
      List<Thread> threads = new ArrayList<>();
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        FutureTask<Verdict> check = new FutureTask<>(() -> busy.checkToken(token, RECENT));
        Thread thread = new Thread(check, "check");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        verdicts.add(check);
        await(asking);
      }
      threads.forEach(FreshnessTest::awaitWaiting);
      allCame.countDown();

      for (Future<Verdict> verdict : verdicts) {
        assertThat(verdict.get(20, SECONDS)).isInstanceOf(Verdict.Accepted.class);
      }
      assertThat(deltas).hasValue(1);
    }
  }

  private TokenValidator over(RawHttp mirror) {
    TokenValidatorBuilder settings =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .clock(bench.timer.clock());
    settings.longestWait = Duration.ofSeconds(20);
    RawHttp both =
        (uri, headers) ->
            uri.equals(ScriptedAuthority.KEYS)
                ? bench.authority.get(uri, headers)
                : mirror.get(uri, headers);
    BoundedHttp http = new BoundedHttp(both, PublishedRevocations.MAX_BYTES);
    KeySupply keys = KeySupplies.fetched(settings, http, bench.timer);
    return new TokenValidator(
        settings,
        keys,
        RevocationSupplies.fetched(
            settings, keys, http, http, new DaemonTimer("lists", settings.clock), null));
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

  private void revokeAtTheAuthority() {
    TestDocument delta = bench.delta(5, 6);
    bench.mirror.changes(5, delta.claim("added", "{\"tokens\":" + names(List.of("3q2-7w")) + "}"));
  }

  private Instant past(long seconds) {
    return bench.timer.clock().instant().minusSeconds(seconds);
  }

  private int asked() {
    return bench.mirror.requests().size() - before;
  }

  private void assertAccepted(Freshness freshness) {
    assertThat(validator.checkToken(token, freshness)).isInstanceOf(Verdict.Accepted.class);
  }

  private void assertUnavailable(Freshness freshness) {
    assertThat(validator.checkToken(token, freshness))
        .isEqualTo(new Verdict.Unavailable(Reason.REVOCATIONS_TOO_OLD, Duration.ofSeconds(1)));
  }
}

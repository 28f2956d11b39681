package dev.signet.validator;

import static dev.signet.validator.TestKey.ES256;
import static dev.signet.validator.TestKey.RS256;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The traps that other key caches fell into, one test each. */
class KeyCacheTrapsTest {
  private final FetchBench bench = new FetchBench();
  private final ScriptedAuthority authority = bench.authority;

  @Test
  @DisplayName("trap: refresh on the request path")
  void refreshesOnTheTimerAlone() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    bench.timer.hold();
    bench.timer.advance(Duration.ofHours(2));
    int before = authority.requests();

    bench.assertAccepts(validator, ES256);

    assertThat(authority.requests()).isEqualTo(before);
  }

  @Test
  @DisplayName("trap: all callers blocked behind one slow fetch")
  void blocksNobodyWhoseKeyIsKnown() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    bench.timer.hold();
    validator.refreshNow();
    long start = System.nanoTime();

    for (int i = 0; i < 100; i++) {
      bench.assertAccepts(validator, ES256);
    }

    // One wait of a request is 500 ms: a hundred would be 50 s.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(authority.requests()).isEqualTo(1);
  }

  @Test
  @DisplayName("trap: a limiter drained by bogus kids refuses the next good token")
  void refusesNoGoodTokenForADrainedLimiter() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    for (int i = 0; i < 1_000; i++) {
      validator.checkToken(bench.bogus(i));
    }

    bench.assertAccepts(validator, ES256);
    authority.publishes(ES256, RS256);
    validator.refreshNow();
    bench.assertAccepts(validator, RS256);
  }

  @Test
  @DisplayName("trap: a failed refresh wipes the good set")
  void keepsTheGoodSetWhenARefreshFails() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    authority.isDown();

    validator.refreshNow();

    bench.assertAccepts(validator, ES256);
  }

  @Test
  @DisplayName("trap: {\"keys\":[]} counted as success")
  void countsAnEmptySetAsRejected() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    authority.answers("{\"keys\":[]}");
    bench.timer.advance(Duration.ofMinutes(20));

    bench.assertAccepts(validator, ES256);
    assertThat(validator.state().phase()).isEqualTo(ValidatorState.Phase.STALE);
    assertThat(validator.state().counters().rejectedUpdates()).isPositive();
  }

  @Test
  @DisplayName("trap: one malformed key fails the whole set")
  void usesTheGoodKeysBesideAMalformedOne() {
    authority.answers(
        TestKey.set(ES256).replace("[", "[{\"kty\":\"EC\",\"kid\":\"bad\",\"crv\":\"P-256\"},"));
    TokenValidator validator = bench.start();

    bench.assertAccepts(validator, ES256);
    assertThat(validator.state().counters().skippedKeys()).isEqualTo(1);
  }

  @Test
  @DisplayName("trap: a hidden second cache without expiry, of the address of the keys")
  void asksAgainWhereTheKeysAre() {
    List<String> asked = new CopyOnWriteArrayList<>();
    String metadata = FakeAuthority.metadata(TestTokens.ISSUER, ScriptedAuthority.KEYS.toString());
    TokenValidatorBuilder settings =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .clock(bench.timer.clock())
            .transport(
                (uri, headers, timeout) -> {
                  asked.add(uri.getPath());
                  boolean keys = uri.equals(ScriptedAuthority.KEYS);
                  return TransportTest.response(200, keys ? TestKey.set(ES256) : metadata);
                });
    TokenValidator validator = Bench.build(settings, KeySupplies.fetched(settings, bench.timer));
    assertThat(asked).containsExactly(FakeAuthority.OAUTH, "/jwks");

    bench.timer.advance(Duration.ofMinutes(59));
    assertThat(asked).containsOnlyOnce(FakeAuthority.OAUTH);
    bench.timer.advance(Duration.ofMinutes(10));

    assertThat(asked.stream().filter(FakeAuthority.OAUTH::equals)).hasSize(2);
    assertThat(validator.state().phase()).isEqualTo(ValidatorState.Phase.FRESH);
  }

  @Test
  @DisplayName("trap: keys kept for the life of the process")
  void forgetsKeysThatAreNotPublishedAnyMore() {
    authority.publishes(ES256, RS256);
    TokenValidator validator = bench.start();
    bench.assertAccepts(validator, RS256);
    authority.publishes(ES256);

    bench.timer.advance(Duration.ofMinutes(6));

    bench.assertUnknown(validator, RS256);
  }

  @Test
  @DisplayName("trap: the cooldown stamped only on success, so an outage is a fetch storm")
  void makesNoStormOfAnOutage() {
    TokenValidator validator = bench.start();
    for (int second = 0; second < 600; second++) {
      validator.checkToken(bench.token(ES256));
      validator.checkToken(bench.bogus(second % 10));
      bench.timer.advance(Duration.ofSeconds(1));
    }

    // Ten minutes: one in 10 s for requests, and the timer's own, which slows down to 1 min.
    assertThat(authority.requests()).isBetween(60, 61 + 20);
  }

  @Test
  @DisplayName("trap: a default key installed because the fetch failed")
  void installsNothingWhenTheFetchFails() {
    TokenValidator validator = bench.start();

    bench.assertUnavailable(validator, Reason.NO_KEYS_YET);
    assertThat(validator.state().counters().usableKeys()).isZero();
  }
}

package dev.signet.validator;

import static dev.signet.validator.RevocationBench.accepted;
import static dev.signet.validator.RevocationBench.assertRevoked;
import static dev.signet.validator.RevocationBench.assertUnavailable;
import static dev.signet.validator.RevocationBench.revocations;
import static dev.signet.validator.revocation.TestDocument.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.revocation.ScriptedMirror;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The traps that others fell into with revocation, one test each, and what happens around one. */
class RevocationTrapsTest {
  private static final Instant NOW = TestTokens.NOW;

  private final RevocationBench bench = new RevocationBench();
  private final String token = bench.token().signed();

  @Test
  @DisplayName("trap: a list synced and never read")
  void readsTheListThatItHolds() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));

    assertThat(validator.state().revocable()).isTrue();
    assertRevoked(validator, token);
  }

  @Test
  @DisplayName("trap: a list without a ttl never refreshed")
  void takesNoListWithoutATtl() {
    TokenValidator validator = bench.holding(bench.list(5).without("ttl"));

    assertUnavailable(validator, token);
  }

  @Test
  @DisplayName("trap: a ttl of a day obeyed blindly")
  void asksEachHourWhateverTheTtl() {
    bench.holding(bench.list(5).claim("ttl", "86400"));
    int before = bench.mirror.requests().size();

    bench.timer.advance(Duration.ofMinutes(72));

    assertThat(bench.mirror.requests()).hasSizeGreaterThan(before);
  }

  @Test
  @DisplayName("trap: memory of revoked ids never swept")
  void forgetsWhatTheAuthorityDrops() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("a", "b", "c"));
    bench.mirror.publishes(bench.list(6).tokens("a"));

    validator.refreshNow();

    assertThat(revocations(validator).entries()).isEqualTo(1);
  }

  @Test
  @DisplayName("trap: an older broad cutoff hides a newer narrow one")
  void asksEveryRule() {
    String broad = rule(1, NOW.minusSeconds(3600), "client_id=shop");
    String narrow = rule(2, NOW, "client_id=shop", "sub=alice");

    assertRevoked(bench.holding(bench.list(5).rules(broad, narrow)), token);
    accepted(bench.holding(bench.list(5).rules(broad)), token);
  }

  @Test
  @DisplayName("trap: a cutoff compared with now rather than with the token's iat")
  void comparesWithTheTimeOfIssue() {
    TokenValidator validator =
        bench.holding(bench.list(5).rules(rule(5, NOW.plusSeconds(60), "sub=alice")));
    String late = bench.token().claim("exp", NOW.plusSeconds(600)).signed();
    bench.timer.advance(Duration.ofMinutes(2));

    assertRevoked(validator, late);
    accepted(validator, bench.token().signed());
  }

  @Test
  @DisplayName("trap: a delegated token outlives the token it came from")
  void revokesWhatWasExchangedFromARevokedToken() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("first"));

    assertRevoked(validator, bench.token().claim("ancestors", "[\"second\",\"first\"]").signed());
    accepted(validator, bench.token().claim("ancestors", "[\"second\"]").signed());
  }

  @Test
  void takesNoTokenThatCannotBeLookedUpWhereAListIsInForce() {
    String odd = bench.token().claim("ancestors", "\"first\"").signed();
    String nameless = bench.token().without("jti").signed();
    TokenValidator validator = bench.holding(bench.list(5));

    Bench.assertRefused(validator.checkToken(odd), Reason.MALFORMED, "ancestors");
    Bench.assertRefused(validator.checkToken(nameless), Reason.CLAIM_MISSING, "jti");

    bench.mirror.metadata(null);
    accepted(bench.start(), odd);
  }

  @Test
  void cannotTellBeforeTheFirstList() {
    bench.mirror.isDown();
    bench.authority.isDown();
    TokenValidator validator = bench.start();
    assertThat(validator.awaitKeys(Duration.ZERO)).isFalse();
    assertThat(bench.mirror.requests()).isEmpty();
    bench.authority.publishes(TestKey.ES256, TestKey.ED25519);
    bench.mirror.isUp();
    bench.timer.advance(Duration.ofMinutes(2));

    assertThat(validator.state().phase()).isEqualTo(Phase.FRESH);
    assertUnavailable(validator, token(bench));
    assertThat(validator.state().ready()).isFalse();
    assertThat(validator.awaitKeys(Duration.ZERO)).isFalse();
    bench.mirror.publishes(bench.list(5));
    bench.timer.advance(Duration.ofMinutes(2));

    accepted(validator, token(bench));
    assertThat(validator.awaitKeys(Duration.ZERO)).isTrue();
    assertThat(validator.state().ready()).isTrue();
  }

  @Test
  void knowsAnAuthorityThatOffersNone() {
    bench.mirror.metadata(null);
    TokenValidator validator = bench.start();

    assertThat(accepted(validator, token).staleFor()).isEmpty();
    assertThat(validator.state().revocable()).isFalse();
    assertThat(revocations(validator).phase()).isEqualTo(Phase.FRESH);
    assertThat(validator.explain(token).toString())
        .contains("passed       revocation  the authority offers no revocation list");

    bench.mirror.metadata(ScriptedMirror.ADDRESS);
    bench.mirror.publishes(bench.list(5).tokens("3q2-7w"));
    bench.timer.advance(Duration.ofMinutes(72));

    assertRevoked(validator, token(bench));
  }

  @Test
  void flagsWithTheGreaterAge() {
    TokenValidator validator = bench.holding(bench.list(5));
    bench.mirror.isDown();
    bench.timer.advance(Duration.ofMinutes(30));
    Duration ofRevocations = Duration.ofMinutes(30).minusSeconds(10);
    assertThat(accepted(validator, token(bench)).staleFor()).contains(Duration.ofMinutes(30));

    bench.authority.isDown();
    bench.timer.advance(Duration.ofMinutes(30));

    assertThat(accepted(validator, token(bench)).staleFor())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThan(ofRevocations));
    assertThat(validator.state().survivesUntil()).contains(NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void survivesNoLongerThanTheFirstOfKeysAndRevocations() {
    TokenValidator validator = bench.holding(bench.list(5).claim("exp", NOW.plusSeconds(600)));
    assertThat(validator.state().survivesUntil()).contains(NOW.plusSeconds(600));

    bench.mirror.publishes(bench.list(5).claim("exp", NOW.plusSeconds(999_999)));
    bench.authority.isDown();
    bench.timer.advance(Duration.ofMinutes(1));
    validator.refreshNow();

    assertThat(validator.state().survivesUntil()).contains(NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void toleratesClocksThatAreApart() {
    // The authority's clock is 4 min ahead: what it signs is young here, and its end is near.
    TokenValidator ahead = bench.holding(bench.list(5).claim("iat", NOW.plusSeconds(240)));
    assertThat(revocations(ahead).age()).contains(Duration.ZERO);

    // 4 min behind: what it signs is old when it comes, less the skew that is allowed.
    TokenValidator behind = bench.holding(bench.list(5).claim("iat", NOW.minusSeconds(240)));
    assertThat(revocations(behind).age()).contains(Duration.ofSeconds(230));
    assertThat(accepted(behind, token).staleFor()).contains(Duration.ofSeconds(230));
  }

  @Test
  void pollsByTheTtlAndAFifthEitherWay() {
    bench.holding(bench.list(5).claim("ttl", "10"));
    int before = bench.mirror.requests().size();

    bench.timer.advance(Duration.ofMinutes(2));

    assertThat(bench.mirror.requests().size() - before).isBetween(10, 15);
  }

  @Test
  void closesBoth() {
    TokenValidator validator = bench.holding(bench.list(5));
    validator.close();
    int before = bench.mirror.requests().size();

    validator.refreshNow();
    bench.timer.advance(Duration.ofHours(1));

    assertThat(bench.mirror.requests()).hasSize(before);
    accepted(validator, token(bench));
  }

  private static String token(RevocationBench bench) {
    return bench.token().signed();
  }
}

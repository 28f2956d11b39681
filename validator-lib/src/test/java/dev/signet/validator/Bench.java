package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.revocation.supply.UnaskedRevocations;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.HandTimer;
import java.time.Duration;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A validator with one key per algorithm and a clock at the tokens' now. Its authority is the
 * canary: a check that makes the validator ask it, without a kid that the set lacks, fails.
 */
final class Bench {
  private static final TestKey[] KEYS = {TestKey.ES256, TestKey.ED25519, TestKey.RS256};

  static final Duration SKEW = Duration.ofSeconds(10);

  final HandClock clock = new HandClock(TestTokens.NOW);
  private final Engines engines;
  private final ScriptedAuthority canary;
  final TokenValidator validator;

  Bench() {
    this(Engines.trusted());
  }

  Bench(Engines engines) {
    this.engines = engines;
    HandTimer timer = new HandTimer();
    this.canary = new ScriptedAuthority(timer.clock()).publishes(KEYS);
    TokenValidatorBuilder settings = settings().jwksUri(ScriptedAuthority.KEYS);
    BoundedHttp http = new BoundedHttp(canary, FetchBench.CAP);
    this.validator = build(settings, KeySupplies.fetched(settings, http, timer));
  }

  /** A validator with these keys, whose tokens nobody revokes. */
  static TokenValidator build(TokenValidatorBuilder settings, KeySupply keys) {
    return new TokenValidator(settings, keys, new UnaskedRevocations());
  }

  /** Settings with the same keys, shared. */
  TokenValidatorBuilder builder() {
    return settings().keys(TestKey.set(KEYS));
  }

  private TokenValidatorBuilder settings() {
    TokenValidatorBuilder settings =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE).clock(clock);
    settings.engines = engines;
    return settings;
  }

  Verdict check(String token) {
    int before = canary.requests();
    Verdict verdict = validator.checkToken(token);
    boolean lacksKey =
        verdict instanceof Verdict.Refused refused && refused.reason() == Reason.UNKNOWN_KEY;
    if (!lacksKey) {
      assertThat(canary.requests()).as("requests of the validator").isEqualTo(before);
    }
    return verdict;
  }

  /** A row of the table of hostile inputs: its id, the token, the verdict it must get. */
  static Arguments row(String id, String token, Reason expected) {
    return Arguments.of(id, token, expected);
  }

  void assertRefused(String token, Reason expected) {
    assertRefused(check(token), expected);
  }

  static void assertRefused(Verdict verdict, Reason expected) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).reason()).isEqualTo(expected);
  }

  static void assertRefused(Verdict verdict, Reason expected, String claim) {
    assertRefused(verdict, expected);
    assertThat(((Verdict.Refused) verdict).claim()).contains(claim);
  }

  Token assertAccepted(String token) {
    Verdict verdict = check(token);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    return verdict.orThrow();
  }
}

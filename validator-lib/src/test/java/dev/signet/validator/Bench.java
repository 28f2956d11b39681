package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.crypto.Engines;
import java.time.Duration;
import org.junit.jupiter.params.provider.Arguments;

/** A validator with one key per algorithm and a clock at the tokens' now. */
final class Bench {
  static final Duration SKEW = Duration.ofSeconds(10);

  final HandClock clock = new HandClock(TestTokens.NOW);
  private final Engines engines;
  final TokenValidator validator;

  Bench() {
    this(Engines.trusted());
  }

  Bench(Engines engines) {
    this.engines = engines;
    this.validator = builder().build();
  }

  TokenValidatorBuilder builder() {
    TokenValidatorBuilder builder =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .keys(TestKey.set(TestKey.ES256, TestKey.ED25519, TestKey.RS256))
            .clock(clock);
    builder.engines = engines;
    return builder;
  }

  Verdict check(String token) {
    return validator.checkToken(token);
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

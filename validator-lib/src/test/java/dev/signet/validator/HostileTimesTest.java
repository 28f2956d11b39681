package dev.signet.validator;

import static dev.signet.validator.Reason.EXPIRED;
import static dev.signet.validator.Reason.ISSUED_IN_FUTURE;
import static dev.signet.validator.Reason.LIFETIME_TOO_LONG;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.NOT_YET_VALID;
import static dev.signet.validator.TestTokens.NOW;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Hostile inputs, group F: what the clock decides, on both sides of each boundary. */
class HostileTimesTest {
  private static final Duration NANO = Duration.ofNanos(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Bench bench = new Bench();

  @Test
  @DisplayName("F07 is expired from exp plus skew on")
  void expiresAtExpPlusSkew() {
    Instant exp = NOW.plusSeconds(300);
    String token = valid().claim("exp", exp).signed();

    bench.clock.set(exp.plus(Bench.SKEW).minus(NANO));
    bench.assertAccepted(token);
    bench.clock.set(exp.plus(Bench.SKEW));
    bench.assertRefused(token, EXPIRED);
    bench.clock.set(exp.plus(Bench.SKEW).plus(SECOND));
    bench.assertRefused(token, EXPIRED);
  }

  @Test
  @DisplayName("F04 rounds a fractional exp down and a fractional nbf or iat up")
  void roundsFractionsTowardRefusing() {
    long exp = NOW.getEpochSecond() + 300;
    String expiring = valid().claim("exp", exp + ".9").signed();
    long start = NOW.getEpochSecond() + 10;

    bench.clock.set(Instant.ofEpochSecond(exp).plus(Bench.SKEW));
    bench.assertRefused(expiring, EXPIRED);
    bench.clock.set(NOW);
    bench.assertAccepted(valid().claim("nbf", start + ".0").signed());
    bench.assertRefused(valid().claim("nbf", start + ".1").signed(), NOT_YET_VALID);
    bench.assertAccepted(valid().claim("iat", start + ".0").signed());
    bench.assertRefused(valid().claim("iat", start + ".1").signed(), ISSUED_IN_FUTURE);
  }

  @Test
  @DisplayName("F04 judges odd numbers as times")
  void judgesOddNumbersAsTimes() {
    bench.assertRefused(valid().claim("iat", "1499999990").claim("exp", "1.5e9").signed(), EXPIRED);
    bench.assertRefused(
        valid().claim("iat", "1499999990").claim("exp", "1500000000.5").signed(), EXPIRED);
    bench.assertRefused(valid().claim("exp", "1e10").signed(), LIFETIME_TOO_LONG);
  }

  @Test
  @DisplayName("F06 refuses a life longer than the longest, in year 9999 and by one second")
  void limitsTheLifetime() {
    Instant iat = NOW.minusSeconds(60);
    Instant last = iat.plus(Duration.ofHours(24));

    bench.assertRefused(valid().claim("exp", "253402300799").signed(), LIFETIME_TOO_LONG);
    bench.assertAccepted(valid().claim("iat", iat).claim("exp", last).signed());
    bench.assertRefused(
        valid().claim("iat", iat).claim("exp", last.plusSeconds(1)).signed(), LIFETIME_TOO_LONG);
  }

  @Test
  @DisplayName("F08 counts from nbf minus skew on")
  void becomesValidAtNbfMinusSkew() {
    Instant nbf = NOW.plusSeconds(60);
    String token = valid().claim("nbf", nbf).signed();

    bench.clock.set(nbf.minus(Bench.SKEW).minus(NANO));
    bench.assertRefused(token, NOT_YET_VALID);
    bench.clock.set(nbf.minus(Bench.SKEW));
    bench.assertAccepted(token);
  }

  @Test
  @DisplayName("F09 counts from iat minus skew on")
  void refusesATokenFromTheFuture() {
    Instant iat = NOW.plus(Duration.ofDays(365));
    String token = valid().claim("iat", iat).claim("exp", iat.plusSeconds(300)).signed();

    bench.assertRefused(token, ISSUED_IN_FUTURE);
    bench.clock.set(iat.minus(Bench.SKEW).minus(NANO));
    bench.assertRefused(token, ISSUED_IN_FUTURE);
    bench.clock.set(iat.minus(Bench.SKEW));
    bench.assertAccepted(token);
  }

  @Test
  @DisplayName("F08, F09 refuse times that contradict each other")
  void refusesContradictingTimes() {
    Instant exp = NOW.plusSeconds(5);
    TestTokens atOnce = valid().claim("exp", exp).claim("iat", exp).claim("nbf", exp);

    bench.assertAccepted(atOnce.signed());
    Bench.assertRefused(
        bench.check(valid().claim("exp", exp).claim("iat", exp.plusSeconds(1)).signed()),
        MALFORMED,
        "iat");
    Bench.assertRefused(
        bench.check(valid().claim("exp", exp).claim("nbf", exp.plusSeconds(1)).signed()),
        MALFORMED,
        "nbf");
  }

  @Test
  @DisplayName("F20 follows the clock when it steps back and forward")
  void followsAClockThatSteps() {
    String token = valid().signed();

    bench.clock.step(Duration.ofHours(1));
    bench.assertRefused(token, EXPIRED);
    bench.clock.step(Duration.ofHours(-2));
    bench.assertRefused(token, ISSUED_IN_FUTURE);
    bench.clock.set(NOW);
    bench.assertAccepted(token);
  }

  @Test
  @DisplayName("F12 a failure inside is unavailable, never an exception and never an acceptance")
  void answersUnavailableWhenItFailsItself() {
    TokenValidator broken =
        bench
            .builder()
            .clock(
                new HandClock(NOW) {
                  @Override
                  public Instant instant() {
                    throw new IllegalStateException("no time");
                  }
                })
            .build();

    Verdict verdict = broken.checkToken(valid().signed());

    assertThat(verdict).isEqualTo(new Verdict.Unavailable(Reason.INTERNAL, Duration.ofSeconds(5)));
    assertThat(verdict.httpStatus()).isEqualTo(503);
  }

  @Test
  void namesWhoseTokenItIsBeforeItsAge() {
    TestTokens old = valid().claim("exp", NOW.minusSeconds(30));

    bench.assertRefused(old.signed(), EXPIRED);
    bench.assertRefused(
        old.claim("iss", "\"https://other.example\"").signed(), Reason.WRONG_ISSUER);
  }

  @Test
  @DisplayName("an expired token costs no signature, any other fault is told after it")
  void refusesAnExpiredTokenBeforeItsSignature() {
    TestTokens old = valid().claim("exp", NOW.minusSeconds(30));
    String forged = old.signingInput() + '.' + "A".repeat(86);
    String forgedForOthers = old.claim("aud", "\"other\"").signingInput() + '.' + "A".repeat(86);

    bench.assertRefused(forged, EXPIRED);
    bench.assertRefused(forgedForOthers, Reason.BAD_SIGNATURE);
  }

  @Test
  void takesTheSkewAndTheLifetimeItIsGiven() {
    TokenValidator strict =
        bench.builder().clockSkew(Duration.ZERO).longestLifetime(Duration.ofSeconds(90)).build();
    Instant exp = NOW.plusSeconds(30);
    String token = valid().claim("exp", exp).signed();

    assertThat(strict.checkToken(token)).isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(
        strict.checkToken(valid().claim("exp", exp.plusSeconds(1)).signed()), LIFETIME_TOO_LONG);
    bench.clock.set(exp);
    Bench.assertRefused(strict.checkToken(token), EXPIRED);
  }
}

package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * Judges the times of a token, each rule by itself: {@link #judge} stops at the first that refuses,
 * an explanation asks them all.
 *
 * <p>Now is given in milliseconds since 1970, as {@link java.time.Clock#millis} tells: every bound
 * is a whole number of them, so that a finer clock would decide alike.
 */
public final class TimeRules {
  private final long clockSkew;
  private final long longestLifetime;

  /** Makes rules: how far two clocks may differ, and the longest time from iat to exp. */
  public TimeRules(Duration clockSkew, Duration longestLifetime) {
    this.clockSkew = clockSkew.toMillis();
    this.longestLifetime = longestLifetime.toMillis();
  }

  /** Judges by all rules in their order. */
  public void judge(TokenTimes times, long now) throws Refusal {
    judgeIssuedAt(times, now);
    judgeLifetime(times);
    judgeNotBefore(times, now);
    judgeExpiry(times, now);
  }

  /** A token issued exactly at now plus skew is accepted. */
  public void judgeIssuedAt(TokenTimes times, long now) throws Refusal {
    if (millis(times.issuedAt()) > now + clockSkew) {
      throw Refusal.ofClaim(Reason.ISSUED_IN_FUTURE, "iat");
    }
  }

  /** A token that lives exactly the longest lifetime is accepted. */
  public void judgeLifetime(TokenTimes times) throws Refusal {
    if (millis(times.issuedAt()) + longestLifetime < millis(times.expiresAt())) {
      throw Refusal.ofClaim(Reason.LIFETIME_TOO_LONG, "exp");
    }
  }

  /** A token whose nbf is exactly now plus skew is accepted. */
  public void judgeNotBefore(TokenTimes times, long now) throws Refusal {
    if (millis(times.notBefore()) > now + clockSkew) {
      throw Refusal.ofClaim(Reason.NOT_YET_VALID, "nbf");
    }
  }

  /** RFC 7519 §4.1.4, "on or after": if now is exactly exp plus skew, the token is expired. */
  public void judgeExpiry(TokenTimes times, long now) throws Refusal {
    if (endMillis(times) <= now) {
      throw Refusal.ofClaim(Reason.EXPIRED, "exp");
    }
  }

  /** The first moment at which neither {@code iat} nor {@code nbf} refuses the token. */
  public long startMillis(TokenTimes times) {
    return Math.max(millis(times.issuedAt()), millis(times.notBefore())) - clockSkew;
  }

  /** The first moment at which the token is expired. */
  public long endMillis(TokenTimes times) {
    return millis(times.expiresAt()) + clockSkew;
  }

  /** How far two clocks may differ. */
  public Duration clockSkew() {
    return Duration.ofMillis(clockSkew);
  }

  /** The longest time from iat to exp. */
  public Duration longestLifetime() {
    return Duration.ofMillis(longestLifetime);
  }

  /** Claims end with the year 9999, so nothing overflows. */
  private static long millis(Instant wholeSecond) {
    return wholeSecond.getEpochSecond() * 1000;
  }
}

package dev.signet.validator;

import java.time.Duration;
import java.time.Instant;

/**
 * Judges the times of a token, each rule by itself: {@link #judge} stops at the first that refuses,
 * an explanation asks them all.
 */
record TimeRules(Duration clockSkew, Duration longestLifetime) {
  void judge(TokenTimes times, Instant now) throws Refusal {
    judgeIssuedAt(times, now);
    judgeLifetime(times);
    judgeNotBefore(times, now);
    judgeExpiry(times, now);
  }

  /** A token issued exactly at now plus skew is accepted. */
  void judgeIssuedAt(TokenTimes times, Instant now) throws Refusal {
    if (times.issuedAt().isAfter(now.plus(clockSkew))) {
      throw Refusal.ofClaim(Reason.ISSUED_IN_FUTURE, "iat");
    }
  }

  /** A token that lives exactly the longest lifetime is accepted. */
  void judgeLifetime(TokenTimes times) throws Refusal {
    if (times.issuedAt().plus(longestLifetime).isBefore(times.expiresAt())) {
      throw Refusal.ofClaim(Reason.LIFETIME_TOO_LONG, "exp");
    }
  }

  /** A token whose nbf is exactly now plus skew is accepted. */
  void judgeNotBefore(TokenTimes times, Instant now) throws Refusal {
    if (times.notBefore().isAfter(now.plus(clockSkew))) {
      throw Refusal.ofClaim(Reason.NOT_YET_VALID, "nbf");
    }
  }

  /** RFC 7519 §4.1.4, "on or after": if now is exactly exp plus skew, the token is expired. */
  void judgeExpiry(TokenTimes times, Instant now) throws Refusal {
    if (!now.isBefore(times.expiresAt().plus(clockSkew))) {
      throw Refusal.ofClaim(Reason.EXPIRED, "exp");
    }
  }
}

package dev.signet.validator;

import java.math.RoundingMode;
import java.time.Instant;

/** The times of a token, in an order that can be true: issued, then valid, then expired. */
record TokenTimes(Instant issuedAt, Instant notBefore, Instant expiresAt) {
  /** A fraction is rounded toward refusing: a token ends early and starts late. */
  static TokenTimes of(Claims claims) throws Refusal {
    Instant expiresAt = claims.requiredTime("exp", RoundingMode.FLOOR);
    Instant issuedAt = claims.requiredTime("iat", RoundingMode.CEILING);
    if (issuedAt.isAfter(expiresAt)) {
      throw Refusal.ofClaim(Reason.MALFORMED, "iat");
    }
    Instant notBefore = claims.time("nbf", RoundingMode.CEILING).orElse(issuedAt);
    if (notBefore.isAfter(expiresAt)) {
      throw Refusal.ofClaim(Reason.MALFORMED, "nbf");
    }
    return new TokenTimes(issuedAt, notBefore, expiresAt);
  }
}

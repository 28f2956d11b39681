package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * The times of a token, in an order that can be true: issued, then valid, then expired.
 *
 * @param notBefore the {@code nbf} claim or, without one, {@code iat}
 */
public record TokenTimes(Instant issuedAt, Instant notBefore, Instant expiresAt) {
  /**
   * Reads them. A fraction is rounded toward refusing: a token ends early and starts late.
   *
   * @throws Refusal {@code claim_missing} or {@code malformed}
   */
  public static TokenTimes of(Claims claims) throws Refusal {
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

package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.Refusal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a proof must be like beside fitting its request (RFC 9449 §4.3). Immutable.
 *
 * @param algorithms the JOSE names that may sign it; asymmetric ones, as no other is verified
 * @param longestAge how long ago it may have been made; exactly as long is taken
 * @param clockSkew how far ahead it may have been made; exactly as far is taken
 * @param nonces those of which it must carry one, if any
 */
public record ProofRules(
    Set<String> algorithms, Duration longestAge, Duration clockSkew, Optional<Nonces> nonces) {
  private static final Duration LONGEST_AGE = Duration.ofMinutes(10);
  private static final Duration LONGEST_SKEW = Duration.ofMinutes(1);
  private static final int MAX_ID_CHARS = 256;

  /**
   * Makes rules.
   *
   * @throws IllegalArgumentException unless the age is from 1 s to 10 min, the skew from zero to 1
   *     min, and there is an algorithm
   */
  public ProofRules {
    algorithms = Set.copyOf(algorithms);
    requireWithin("longestAge", longestAge, Duration.ofSeconds(1), LONGEST_AGE);
    requireWithin("clockSkew", clockSkew, Duration.ZERO, LONGEST_SKEW);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms is empty: name at least one, such as ES256");
    }
  }

  /** ES256, Ed25519 or RS256, made at most 60 s ago and 5 s ahead, without a nonce. */
  public static ProofRules usual() {
    return new ProofRules(
        Set.of("ES256", "Ed25519", "RS256"),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Optional.empty());
  }

  /** These rules for proofs that must carry one of these nonces. */
  public ProofRules requiring(Nonces newNonces) {
    return new ProofRules(algorithms, longestAge, clockSkew, Optional.of(newNonces));
  }

  /** Judges what the claims say of themselves; for which request they are is judged elsewhere. */
  Proof judge(Claims claims, String thumbprint, Instant now) throws Refusal {
    String id = claims.requiredText("jti");
    if (id.length() > MAX_ID_CHARS) {
      throw Refusal.ofClaim(Reason.INVALID_PROOF, "jti");
    }
    judgeNonce(claims, now);
    // A fraction of a second is rounded toward refusing: older here, further ahead there.
    Instant issuedAt = claims.requiredTime("iat", RoundingMode.FLOOR);
    Instant latest = claims.requiredTime("iat", RoundingMode.CEILING);
    if (issuedAt.isBefore(oldest(now)) || latest.isAfter(now.plus(clockSkew))) {
      throw Refusal.ofClaim(Reason.INVALID_PROOF, "iat");
    }
    return new Proof(thumbprint, id, issuedAt);
  }

  /** The earliest moment at which a proof may have been made. */
  Instant oldest(Instant now) {
    return now.minus(longestAge);
  }

  private void judgeNonce(Claims claims, Instant now) throws Refusal {
    Optional<String> nonce = claims.text("nonce");
    if (nonces.isPresent() && !nonces.get().isGood(nonce.orElse(""), now)) {
      throw Refusal.of(Reason.NONCE_REQUIRED);
    }
  }

  private static void requireWithin(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; give one from " + least + " to " + most);
    }
  }
}

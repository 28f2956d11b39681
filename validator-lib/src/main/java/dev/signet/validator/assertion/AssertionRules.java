package dev.signet.validator.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an assertion of one issuer must be like to be believed (RFC 7523 §3). Immutable.
 *
 * @param issuer its {@code iss}, character by character
 * @param audience for whom it must be meant
 * @param algorithms the JOSE names that may sign it; asymmetric ones, as no other is verified
 * @param types what its {@code typ} may be; one without {@code typ} is taken
 * @param longestLifetime how far ahead its expiry may be, and how long after its {@code iat}
 * @param idRequired whether it must have a {@code jti}
 */
public record AssertionRules(
    String issuer,
    AudienceRule audience,
    Set<String> algorithms,
    Set<String> types,
    Duration longestLifetime,
    boolean idRequired) {
  /** How far the clock of an issuer may differ; exactly as much is taken. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private static final int MAX_ID_CHARS = 256;

  /** Copies the sets; types are compared as RFC 7515 §4.1.9 says. */
  public AssertionRules {
    algorithms = Set.copyOf(algorithms);
    types = types.stream().map(HeaderRules::mediaType).collect(Collectors.toUnmodifiableSet());
  }

  /** Judges the header but for its key: what it may say of itself is little. */
  String judge(Map<String, @Nullable Object> header) throws Refusal {
    // RFC 8725bis §3.1: an exact, case-sensitive match; "none" and every HMAC fall here.
    if (!(header.get("alg") instanceof String algorithm) || !algorithms.contains(algorithm)) {
      throw Refusal.of(Reason.ALG_NOT_ALLOWED);
    }
    // RFC 8725 §3.11: a JWT of another kind, such as an access token, is no assertion.
    if (header.get("typ") instanceof String type && !types.contains(HeaderRules.mediaType(type))) {
      throw Refusal.of(Reason.WRONG_TYPE);
    }
    return algorithm;
  }

  /** Judges the claims at a moment. */
  Assertion judge(Claims claims, Instant now) throws Refusal {
    if (!issuer.equals(claims.get("iss"))) {
      throw Refusal.ofClaim(Reason.WRONG_ISSUER, "iss");
    }
    audience.judge(claims);
    String subject = claims.requiredText("sub");
    Optional<String> id = id(claims);
    ClaimRules.judgeBinding(claims);
    Instant expiresAt = judgeTimes(claims, now);
    return new Assertion(issuer, subject, id, expiresAt.plus(CLOCK_SKEW), claims.present());
  }

  private Optional<String> id(Claims claims) throws Refusal {
    if (idRequired) {
      claims.requiredText("jti");
    }
    Optional<String> id = claims.text("jti");
    if (id.filter(text -> text.length() > MAX_ID_CHARS).isPresent()) {
      throw Refusal.ofClaim(Reason.MALFORMED, "jti");
    }
    return id;
  }

  /** RFC 7523 §3, items 4 to 6; a fraction of a second is rounded toward refusing. */
  private Instant judgeTimes(Claims claims, Instant now) throws Refusal {
    Instant expiresAt = claims.requiredTime("exp", RoundingMode.FLOOR);
    Instant issuedAt = claims.time("iat", RoundingMode.CEILING).orElse(expiresAt);
    Instant notBefore = claims.time("nbf", RoundingMode.CEILING).orElse(Instant.MIN);
    if (issuedAt.isAfter(expiresAt) || notBefore.isAfter(expiresAt)) {
      throw Refusal.ofClaim(Reason.MALFORMED, issuedAt.isAfter(expiresAt) ? "iat" : "nbf");
    }
    Instant latest = now.plus(CLOCK_SKEW);
    if (claims.has("iat") && issuedAt.isAfter(latest)) {
      throw Refusal.ofClaim(Reason.ISSUED_IN_FUTURE, "iat");
    }
    boolean farAhead = expiresAt.isAfter(latest.plus(longestLifetime));
    if (farAhead || expiresAt.isAfter(issuedAt.plus(longestLifetime))) {
      throw Refusal.ofClaim(Reason.LIFETIME_TOO_LONG, "exp");
    }
    if (notBefore.isAfter(latest)) {
      throw Refusal.ofClaim(Reason.NOT_YET_VALID, "nbf");
    }
    if (!now.isBefore(expiresAt.plus(CLOCK_SKEW))) {
      throw Refusal.ofClaim(Reason.EXPIRED, "exp");
    }
    return expiresAt;
  }
}

package dev.signet.quota;

import dev.signet.quota.QuotaVerdict.Standing;
import java.time.Duration;
import java.util.Map;

/**
 * The header fields of draft-ietf-httpapi-ratelimit-headers, and Retry-After (RFC 9110 §10.2.3).
 */
final class RateLimitHeaders {
  private static final String POLICY = "RateLimit-Policy";
  private static final String LIMIT = "RateLimit";

  private RateLimitHeaders() {}

  static Map<String, String> of(Standing standing) {
    return Map.of(POLICY, policy(standing), LIMIT, limit(standing));
  }

  static Map<String, String> exceeded(Standing standing) {
    return Map.of(
        POLICY,
        policy(standing),
        LIMIT,
        limit(standing),
        "Retry-After",
        Long.toString(secondsRoundedUp(standing.untilReset())));
  }

  private static String policy(Standing standing) {
    Allowance allowance = standing.allowance();
    return quoted(standing) + ";q=" + allowance.limit() + ";w=" + allowance.window().toSeconds();
  }

  private static String limit(Standing standing) {
    return quoted(standing)
        + ";r="
        + standing.remaining()
        + ";t="
        + secondsRoundedUp(standing.untilReset());
  }

  /** A string of RFC 9651 §3.3.3; the builder of quotas takes no name that would need escapes. */
  private static String quoted(Standing standing) {
    return '"' + standing.name() + '"';
  }

  static long secondsRoundedUp(Duration time) {
    return Math.max(1, time.plusNanos(999_999_999).toSeconds());
  }
}

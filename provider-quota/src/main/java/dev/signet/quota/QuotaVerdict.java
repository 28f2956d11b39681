package dev.signet.quota;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The answer to "may this call pass?": exactly one of four; immutable and thread-safe.
 *
 * <p>Whatever it is, its {@link #headers} belong to the response.
 */
public sealed interface QuotaVerdict {
  /** Whether the call may pass. */
  boolean allowed();

  /** The HTTP status that fits: 200, 429 or 401. */
  int httpStatus();

  /**
   * The headers that say so, by name: {@code RateLimit-Policy} and {@code RateLimit} of
   * draft-ietf-httpapi-ratelimit-headers, with 429 {@code Retry-After}, with 401 {@code
   * WWW-Authenticate}; none for {@link Unlimited}.
   */
  Map<String, String> headers();

  /**
   * How a count stands after a call; immutable.
   *
   * @param name the name of the count
   * @param allowance what is in force: that of the newest token shown, maybe not of this one
   * @param remaining calls left in this window
   * @param untilReset time until the next window begins, more than zero
   */
  record Standing(String name, Allowance allowance, long remaining, Duration untilReset) {
    /** Makes a description. */
    public Standing {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(allowance, "allowance");
      Objects.requireNonNull(untilReset, "untilReset");
    }
  }

  /**
   * The call was counted and may pass.
   *
   * @param standing what is left
   */
  record Allowed(Standing standing) implements QuotaVerdict {
    @Override
    public boolean allowed() {
      return true;
    }

    @Override
    public int httpStatus() {
      return 200;
    }

    @Override
    public Map<String, String> headers() {
      return RateLimitHeaders.of(standing);
    }
  }

  /** The call may pass and was not counted: neither the token nor the provider sets a limit. */
  record Unlimited() implements QuotaVerdict {
    @Override
    public boolean allowed() {
      return true;
    }

    @Override
    public int httpStatus() {
      return 200;
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }

  /**
   * Too little is left for the call, which was not counted; a fresh token changes nothing.
   *
   * @param standing what is left, less than the call costs
   */
  record Exceeded(Standing standing) implements QuotaVerdict {
    /** When it is worth trying again: in whole seconds, at least one, rounded up. */
    public Duration retryAfter() {
      return Duration.ofSeconds(RateLimitHeaders.secondsRoundedUp(standing.untilReset()));
    }

    @Override
    public boolean allowed() {
      return false;
    }

    @Override
    public int httpStatus() {
      return 429;
    }

    @Override
    public Map<String, String> headers() {
      return RateLimitHeaders.exceeded(standing);
    }
  }

  /**
   * The token's {@code quota} claim is not what it must be, so nobody can say how much its holder
   * may ask for. The call must not pass: an authority that limits somebody meant to limit them.
   *
   * @param fault what is wrong with it, for logs; quotes nothing of the claim
   * @param scheme the scheme under which the token is presented: {@code Bearer} or {@code DPoP}
   */
  record Malformed(String fault, String scheme) implements QuotaVerdict {
    /** Makes a verdict. */
    public Malformed {
      Objects.requireNonNull(fault, "fault");
      Objects.requireNonNull(scheme, "scheme");
    }

    @Override
    public boolean allowed() {
      return false;
    }

    /** Always 401: another token is needed (RFC 6750 §3.1, RFC 9449 §7.1: invalid_token). */
    @Override
    public int httpStatus() {
      return 401;
    }

    @Override
    public Map<String, String> headers() {
      return Map.of("WWW-Authenticate", scheme + " error=\"invalid_token\"");
    }
  }
}

package dev.signet.authority.revocation;

import java.time.Duration;

/**
 * How validators are told of revocations.
 *
 * @param ttl how long a validator waits until it asks again: 1 s to 1 h, whole seconds
 * @param believeFor how long a list is believed while the authority is silent: longer than two ttl
 * @param streams how many streams may be open at once: at least 1
 */
public record RevocationSettings(Duration ttl, Duration believeFor, int streams) {
  /** As many as a small machine holds easily: a stream costs some kilobytes. */
  public static final int DEFAULT_STREAMS = 2_000;

  /** A fifth that validators add, and the time that a fetch may take. */
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);

  /** Caches may serve a list for so long; counted into the bound. */
  static final Duration MAX_AGE = Duration.ofSeconds(1);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if no stream is allowed, or if a list would expire before
   *     validators ask again
   */
  public RevocationSettings {
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("ttl must be at least 1s");
    }
    if (streams < 1) {
      throw new IllegalArgumentException("streams must be at least 1");
    }
    if (believeFor.compareTo(ttl.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("believeFor must be at least twice the ttl");
    }
  }

  /**
   * Within this time of a revocation every validator that reaches the authority refuses the token:
   * the ttl and a fifth, what a cache may add, and the longest fetch.
   */
  public Duration effectiveWithin() {
    return ttl.multipliedBy(6).dividedBy(5).plus(MAX_AGE).plus(LONGEST_FETCH);
  }
}

package dev.signet.authority.quota;

import java.time.Duration;

/**
 * How providers are told of allowances that changed.
 *
 * @param ttl how long a provider waits until it asks again: at least 1 s, whole seconds
 * @param believeFor how long a list is believed while the authority is silent: at least two ttl
 */
public record ListSettings(Duration ttl, Duration believeFor) {
  /** Caches may serve a list for so long. */
  public static final Duration MAX_AGE = Duration.ofSeconds(1);

  /** Ten seconds, and an hour. */
  public static final ListSettings DEFAULT =
      new ListSettings(Duration.ofSeconds(10), Duration.ofHours(1));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a list would expire before providers ask again
   */
  public ListSettings {
    if (ttl.compareTo(MAX_AGE) < 0) {
      throw new IllegalArgumentException("ttl must be at least 1s");
    }
    if (believeFor.compareTo(ttl.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("believeFor must be at least twice the ttl");
    }
  }
}

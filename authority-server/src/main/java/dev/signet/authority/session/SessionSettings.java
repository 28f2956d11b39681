package dev.signet.authority.session;

import java.time.Duration;

/**
 * When a session ends.
 *
 * @param idle how long it may be unused; it has ended when exactly as much has passed
 * @param absolute how long it lives at most, however much it is used; likewise
 */
public record SessionSettings(Duration idle, Duration absolute) {
  /** How long a session may be unused, unless told otherwise. */
  public static final Duration DEFAULT_IDLE = Duration.ofMinutes(30);

  /** How long a session lives at most, unless told otherwise. */
  public static final Duration DEFAULT_ABSOLUTE = Duration.ofHours(12);

  /** The least of either: the last use is noted once a minute. */
  public static final Duration LEAST = Duration.ofMinutes(5);

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException when one is too short, or idle is the longer one
   */
  public SessionSettings {
    if (idle.compareTo(LEAST) < 0 || idle.compareTo(absolute) > 0) {
      throw new IllegalArgumentException("idle must be 5m at least and absolute at most");
    }
  }
}

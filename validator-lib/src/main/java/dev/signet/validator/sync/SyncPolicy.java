package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How often to fetch and how long to trust; immutable.
 *
 * @param bound the age past which a value is not used any more
 * @param flagging whether a value whose refresh is overdue is called stale before that
 * @param longestWait how long one request may wait for a fetch
 */
public record SyncPolicy(Duration bound, boolean flagging, Duration longestWait) {
  private static final Duration USUAL_PERIOD = Duration.ofMinutes(5);
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(30);
  private static final Duration LONGEST_PERIOD = Duration.ofHours(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  /** At most one fetch for unknown names in this time. */
  static final Duration DEMAND_WINDOW = Duration.ofSeconds(10);

  /** How long a name that was looked for in vain is not looked for again. */
  static final Duration MISS_MEMORY = Duration.ofSeconds(30);

  /**
   * Time between refreshes: what the source asks for within 30 s to 1 h, 5 min if it asks for
   * nothing, and at least twice within the bound.
   */
  Duration period(Optional<Duration> maxAge) {
    Duration asked = maxAge.orElse(USUAL_PERIOD);
    Duration clamped = shorter(longer(asked, SHORTEST_PERIOD), LONGEST_PERIOD);
    return shorter(clamped, bound.dividedBy(2));
  }

  /** Age past which a refresh is overdue: a healthy timer needs 1.2 periods at most. */
  Duration overdue(Duration period) {
    return period.multipliedBy(3).dividedBy(2);
  }

  /** Time to the next attempt after so many failures in a row: 1 s, doubled up to 1 min. */
  Duration backoff(int failures) {
    int doublings = Math.min(failures - 1, 10);
    return shorter(FIRST_RETRY.multipliedBy(1L << doublings), LONGEST_RETRY);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How often to fetch and how long to trust; immutable.
 *
 * @param bound the age past which a value is not used any more
 * @param flagging whether a value whose refresh is overdue is called stale before that
 * @param longestWait how long one request may wait for a fetch
 * @param shortestPeriod how often the source may be asked, whatever it says
 * @param punctual whether a source that fails is asked no less often than one that answers, so that
 *     what it says after an outage is heard as soon as at any other time
 */
public record SyncPolicy(
    Duration bound,
    boolean flagging,
    Duration longestWait,
    Duration shortestPeriod,
    boolean punctual) {
  private static final Duration USUAL_PERIOD = Duration.ofMinutes(5);
  private static final Duration USUAL_SHORTEST_PERIOD = Duration.ofSeconds(30);
  private static final Duration LONGEST_PERIOD = Duration.ofHours(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  /** At most one fetch for unknown names in this time. */
  static final Duration DEMAND_WINDOW = Duration.ofSeconds(10);

  /** Pushes that come closer together than this are answered by one attempt. */
  static final Duration PUSH_WINDOW = Duration.ofSeconds(1);

  /** How far ahead of this clock the time of an earlier run may be, for a clock that was set. */
  static final Duration FUTURE_ALLOWANCE = Duration.ofMinutes(1);

  /** How long a name that was looked for in vain is not looked for again. */
  static final Duration MISS_MEMORY = Duration.ofSeconds(30);

  /** A policy by which the source is asked every 30 s at the most. */
  public SyncPolicy(Duration bound, boolean flagging, Duration longestWait) {
    this(bound, flagging, longestWait, USUAL_SHORTEST_PERIOD);
  }

  /** A policy by which a source that fails is asked less and less often. */
  public SyncPolicy(
      Duration bound, boolean flagging, Duration longestWait, Duration shortestPeriod) {
    this(bound, flagging, longestWait, shortestPeriod, false);
  }

  /** This policy, but punctual. */
  public SyncPolicy punctually() {
    return new SyncPolicy(bound, flagging, longestWait, shortestPeriod, true);
  }

  /**
   * Time between refreshes: what the source asks for within the shortest period and 1 h, 5 min if
   * it asks for nothing, and at least twice within the bound and the life of its answer.
   *
   * @param life how long the answer may be used, whatever its age
   */
  Duration period(Optional<Duration> maxAge, Duration life) {
    Duration asked = maxAge.orElse(USUAL_PERIOD);
    Duration clamped = shorter(longer(asked, shortestPeriod), LONGEST_PERIOD);
    Duration most = shorter(bound, life);
    // Duration divides by way of BigDecimal, which a start can do without.
    return clamped.plus(clamped).compareTo(most) <= 0
        ? clamped
        : longer(most.dividedBy(2), shorter(shortestPeriod, clamped));
  }

  /** Age past which a refresh is overdue: a healthy timer needs 1.2 periods at most. */
  Duration overdue(Duration period) {
    // On the way of every check: Duration multiplies and divides by way of BigDecimal.
    return Duration.ofNanos(period.toNanos() * 3 / 2);
  }

  /**
   * Time to the next attempt after so many failures in a row: 1 s, doubled up to 1 min, but no more
   * than half of the time that the value held still lives, so that attempts are left before it
   * expires, and no more than the period of a punctual policy.
   *
   * @param life how long the value held may still be used; zero or less if there is none
   * @param period the time between attempts that the last answer asked for; zero before the first
   */
  Duration backoff(int failures, Duration life, Duration period) {
    int doublings = Math.min(failures - 1, 10);
    Duration most = isUsable(life) ? longer(life.dividedBy(2), FIRST_RETRY) : LONGEST_RETRY;
    Duration pause = shorter(FIRST_RETRY.multipliedBy(1L << doublings), LONGEST_RETRY);
    return inTime(shorter(pause, most), period);
  }

  /**
   * What of the source's {@code Retry-After} is obeyed: up to 10 min, and up to half of the time
   * that the value held still lives: a busy source is spared, but never at the price of an outage
   * here. With nothing usable every second of waiting is an outage already: then up to 1 min. A
   * punctual policy obeys up to the period: nobody signed what was asked.
   */
  Duration obeyed(Duration asked, Duration life, Duration period) {
    Duration most = isUsable(life) ? shorter(LONGEST_ASKED, life.dividedBy(2)) : LONGEST_RETRY;
    return inTime(longer(Duration.ZERO, shorter(asked, most)), period);
  }

  private Duration inTime(Duration pause, Duration period) {
    return punctual && !period.isZero() ? shorter(pause, period) : pause;
  }

  private static boolean isUsable(Duration life) {
    return !life.isNegative() && !life.isZero();
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

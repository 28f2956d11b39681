package dev.signet.authority.keys;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * When keys come and go. A schedule that could break a verifier cannot be made. Immutable.
 *
 * @param every how long a key signs
 * @param announce how long a key is published before it signs
 * @param retention how long a key is published after it signed last
 * @param jwkSetMaxAge how long a cache may serve the JWK Set at most
 * @param longestToken the longest lifetime of any token
 */
public record RotationSchedule(
    Duration every,
    Duration announce,
    Duration retention,
    Duration jwkSetMaxAge,
    Duration longestToken) {
  /** How long a key signs unless it is set. */
  public static final Duration USUAL_EVERY = Duration.ofDays(30);

  private static final Duration USUAL_ANNOUNCE = Duration.ofDays(1);
  private static final Duration USUAL_MAX_AGE = Duration.ofMinutes(5);

  /** The most that a validator can be told to allow between its clock and ours. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** For nodes that notice a change late, and validators that poll no faster than each 36 s. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /**
   * Checks the invariants.
   *
   * @throws IllegalArgumentException if {@link #faults} finds any
   */
  public RotationSchedule {
    Map<String, String> faults = faults(every, announce, retention, jwkSetMaxAge, longestToken);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.toString());
    }
  }

  /** What contradicts what: by its setting, the fault with the number to change; empty if good. */
  public static Map<String, String> faults(
      Duration every,
      Duration announce,
      Duration retention,
      Duration jwkSetMaxAge,
      Duration longestToken) {
    Map<String, String> faults = new LinkedHashMap<>();
    require(
        faults,
        "keys.rotation.announce",
        announce,
        leastAnnounce(jwkSetMaxAge),
        "keys.jwkSetMaxAge (" + jwkSetMaxAge + "), a fifth that validators add, and a minute");
    require(
        faults,
        "keys.rotation.retention",
        retention,
        leastRetention(longestToken),
        "tokens.longestLifetime (" + longestToken + "), 5 minutes between clocks, and a minute");
    require(
        faults,
        "keys.rotation.every",
        every,
        announce.plus(retention),
        String.format(
            Locale.ROOT,
            "keys.rotation.announce (%s) and keys.rotation.retention (%s), so that one rotation"
                + " ends before the next begins",
            announce,
            retention));
    return faults;
  }

  private static void require(
      Map<String, String> faults, String setting, Duration value, Duration least, String sum) {
    if (value.compareTo(least) < 0) {
      faults.put(
          setting,
          String.format(
              Locale.ROOT, "(%s) must be at least %s: %s; set it to %s", value, least, sum, least));
    }
  }

  /** The shortest announcement after which no cache can lack the key; equal is enough. */
  public static Duration leastAnnounce(Duration jwkSetMaxAge) {
    return jwkSetMaxAge.multipliedBy(6).dividedBy(5).plus(MARGIN);
  }

  /** The shortest retention after which no token of a key can live; equal is enough. */
  public static Duration leastRetention(Duration longestToken) {
    return longestToken.plus(SKEW).plus(MARGIN);
  }

  /** The announcement unless it is set: a day, or what a longer-lived JWK Set needs. */
  public static Duration usualAnnounce(Duration jwkSetMaxAge) {
    Duration least = leastAnnounce(jwkSetMaxAge);
    return least.compareTo(USUAL_ANNOUNCE) > 0 ? least : USUAL_ANNOUNCE;
  }

  /** The age of the JWK Set unless it is set: 5 minutes, or what a shorter announcement allows. */
  public static Duration usualMaxAge(Duration announce) {
    long seconds = announce.minus(MARGIN).multipliedBy(5).dividedBy(6).toSeconds();
    return Duration.ofSeconds(Math.max(1, Math.min(seconds, USUAL_MAX_AGE.toSeconds())));
  }

  /** The usual schedule for tokens of at most this length. */
  public static RotationSchedule usual(Duration longestToken) {
    return new RotationSchedule(
        USUAL_EVERY, USUAL_ANNOUNCE, leastRetention(longestToken), USUAL_MAX_AGE, longestToken);
  }

  /** How long a key stays published that signed tokens of at most this length. */
  public Duration retentionAfter(Duration longestSigned) {
    Duration needed = leastRetention(longestSigned);
    return needed.compareTo(retention) > 0 ? needed : retention;
  }
}

package dev.signet.validator;

import dev.signet.validator.settings.SettingRules;
import dev.signet.validator.sync.SyncPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the authority has not been reached for a while.
 *
 * <p>Both policies stop at a stated age, counted for keys from the last successful contact and for
 * revocations from when they were signed: at exactly that age tokens are still accepted, past it
 * the verdict is {@link Verdict.Unavailable}. They differ in what happens before. Immutable and
 * thread-safe.
 */
public final class StalePolicy {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Duration bound;
  private final boolean flagging;

  private StalePolicy(Duration bound, boolean flagging) {
    this.bound =
        SettingRules.between(flagging ? "acceptFor" : "refuseAfter", bound, SHORTEST, LONGEST);
    this.flagging = flagging;
  }

  /**
   * Accepts through an outage of this length, and says so: once a refresh is overdue, each {@link
   * Verdict.Accepted} carries {@code staleFor} and the phase is {@code STALE}.
   *
   * @throws IllegalArgumentException unless the age is from one minute to 366 days
   */
  public static StalePolicy acceptFor(Duration age) {
    return new StalePolicy(age, true);
  }

  /**
   * Knows nothing stale: keys or revocations count as fresh up to this age and as expired after it,
   * with no flag between. For providers that would rather be unavailable than trust old ones; they
   * are refreshed at least twice within the age.
   *
   * @throws IllegalArgumentException unless the age is from one minute to 366 days
   */
  public static StalePolicy refuseAfter(Duration age) {
    return new StalePolicy(age, false);
  }

  /** The policy by which a value is kept in step, {@code acceptFor(24 h)} unless one was given. */
  static SyncPolicy syncPolicy(
      @Nullable StalePolicy given, Duration longestWait, Duration shortestPeriod) {
    StalePolicy policy = given == null ? acceptFor(Duration.ofHours(24)) : given;
    return new SyncPolicy(policy.bound, policy.flagging, longestWait, shortestPeriod);
  }

  /** The policy in the words of its factory method. */
  @Override
  public String toString() {
    return (flagging ? "acceptFor(" : "refuseAfter(") + bound + ")";
  }
}

package dev.signet.validator;

import dev.signet.validator.settings.SettingRules;
import java.time.Duration;
import java.util.Objects;

/**
 * How recently the authority must have said what is revoked, for one check; for a sensitive
 * operation, such as a payment.
 *
 * <p>Its age counts from when it was signed. As that is told in whole seconds, and two clocks are
 * never quite the same, an answer that was asked for by the check may look up to 2 s older than it
 * is, and is taken up to that; what is held already is taken to be as old as it looks. Immutable
 * and thread-safe.
 */
public final class Freshness {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Duration longest;

  private Freshness(Duration longest) {
    this.longest = longest;
  }

  /**
   * What was signed at most so long before the check, equal included; zero is an answer that was
   * made after the check began.
   *
   * @throws IllegalArgumentException unless from zero to 24 h
   */
  public static Freshness within(Duration age) {
    return new Freshness(
        SettingRules.between("within", Objects.requireNonNull(age, "age"), Duration.ZERO, LONGEST));
  }

  Duration longest() {
    return longest;
  }

  /** This freshness in the words of its factory method. */
  @Override
  public String toString() {
    return "within(" + longest + ")";
  }
}

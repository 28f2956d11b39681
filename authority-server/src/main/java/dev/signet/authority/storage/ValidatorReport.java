package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a validator said last of the revocations it enforces; immutable. Times are cut to
 * milliseconds.
 *
 * @param name what it calls itself: 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param change the last change that it enforces
 * @param seenAt when it said so
 * @param effect how long the changes of its last step took until it enforced them, at most; empty
 *     if that is not known
 */
public record ValidatorReport(String name, long change, Instant seenAt, Optional<Duration> effect) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Checks the parts. */
  public ValidatorReport {
    if (!isName(name)) {
      throw new IllegalArgumentException("name must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    if (change < 0) {
      throw new IllegalArgumentException("change must not be negative");
    }
    seenAt = requireNonNull(seenAt, "seenAt").truncatedTo(ChronoUnit.MILLIS);
    effect = effect.map(time -> Duration.ofMillis(Math.max(0, time.toMillis())));
  }

  /** Whether a validator may call itself so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}

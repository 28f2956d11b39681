package dev.signet.authority.config;

import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 15m}, {@code 12h}, {@code 7d}, or ISO; and so
 * many in one, such as {@code 1000/1h}.
 */
public final class Durations {
  /** What a text that is no rate should have been. */
  public static final String A_RATE =
      "a number from 1 to 1000000000, a slash and a window from 1s to 365d, such as 1000/1h";

  private static final Pattern SHORT = Pattern.compile("\\d{1,9}[smhd]");
  private static final Pattern RATE = Pattern.compile("(\\d{1,10})/(.+)");

  private Durations() {}

  /** The duration of a text; empty if it is none. */
  public static Optional<Duration> parse(String text) {
    String iso = text;
    if (SHORT.matcher(text).matches()) {
      iso = (text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT);
    }
    try {
      return Optional.of(Duration.parse(iso));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The rate of a text; empty if it is none. */
  public static Optional<Rate> parseRate(String text) {
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      return Optional.empty();
    }
    long limit = Long.parseLong(rate.group(1));
    return parse(rate.group(2)).flatMap(window -> rate(limit, window));
  }

  private static Optional<Rate> rate(long limit, Duration window) {
    try {
      return Optional.of(new Rate(limit, window));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

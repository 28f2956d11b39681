package dev.signet.authority.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 15m}, {@code 12h}, {@code 7d}, or ISO. */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("\\d{1,9}[smhd]");

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
}

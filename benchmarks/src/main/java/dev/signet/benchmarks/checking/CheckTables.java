package dev.signet.benchmarks.checking;

import static dev.signet.benchmarks.checking.Readings.Role.FLOOR;
import static dev.signet.benchmarks.checking.Readings.Role.RIVAL;
import static dev.signet.benchmarks.checking.Readings.Role.SUBJECT;

import dev.signet.benchmarks.figures.Spread;
import java.util.Locale;

/**
 * Writes readings of first-seen tokens as Markdown rows: medians, and the ends where they matter.
 */
final class CheckTables {
  static final String PEERS =
      """

      | algorithm | peer | x floor (lowest-highest) | CPU us/check | bytes/check |
      |---|---|--:|--:|--:|
      """;

  static final String PROVIDERS =
      """

      | algorithm | provider | verified by | raw verify, us | signet, us | x raw (lowest-highest) \
      | us beyond raw (allowed) | bytes beyond raw | fastest peer, us | x as fast as it (lowest-highest) |
      |---|---|---|--:|--:|--:|--:|--:|--:|--:|
      """;

  /** A whole check may cost this much of a raw verification, and so many microseconds. */
  private static final double ALLOWED_SHARE = 0.15;

  private static final double ALLOWED_MICROS = 3;

  private CheckTables() {}

  static String peer(Readings run) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.0f | %.0f |%n",
        run.parameter("algorithm"),
        run.parameter("peer"),
        run.times(SUBJECT, FLOOR).withDecimals(2),
        run.micros(SUBJECT).median(),
        run.bytes(SUBJECT).median());
  }

  static String provider(Readings run, String verifiedBy) {
    Spread raw = run.micros(FLOOR);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.1f | %s | %.1f (%.1f) | %.0f | %s %.1f | %s |%n",
        run.parameter("algorithm"),
        run.parameter("provider"),
        verifiedBy,
        raw.median(),
        run.micros(SUBJECT).median(),
        run.times(SUBJECT, FLOOR).withDecimals(2),
        run.microsBeyond(SUBJECT, FLOOR).median(),
        ALLOWED_SHARE * raw.median() + ALLOWED_MICROS,
        run.bytesBeyond(SUBJECT, FLOOR).median(),
        run.parameter("rival"),
        run.micros(RIVAL).median(),
        run.times(RIVAL, SUBJECT).withDecimals(2));
  }
}

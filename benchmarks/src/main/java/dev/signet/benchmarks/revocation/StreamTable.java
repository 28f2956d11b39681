package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import java.util.List;
import java.util.Locale;

/** Writes what streams cost as Markdown. */
final class StreamTable {
  private static final String HEAD =
      """

      | streams | revocations/s | CPU, ms/s | CPU, ms/revocation | bytes/s | bytes/stream and \
      revocation | last stream has it: p50, ms | p99, ms | longest, ms | MiB |
      |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private static final String NONE = "–";

  private StreamTable() {}

  /**
   * A row for each phase.
   *
   * @param phases by turns one with nothing to tell and one with revocations
   */
  static String of(List<StreamPhase> phases) {
    StringBuilder rows = new StringBuilder(HEAD);
    for (int i = 0; i < phases.size(); i += 2) {
      StreamPhase quiet = phases.get(i);
      StreamPhase busy = phases.get(i + 1);
      rows.append(row(quiet, NONE, NONE));
      rows.append(
          row(
              busy,
              number(busy.cpuMillisPerRevocation(quiet), 1),
              busy.streams() == 0 ? NONE : number(busy.bytesPerRevocation(quiet), 0)));
    }
    return rows.toString();
  }

  private static String row(StreamPhase phase, String cpu, String bytes) {
    Latencies last = phase.last();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %.1f | %s | %.0f | %s | %s | %s | %s | %.0f |%n",
        phase.streams(),
        phase.revocations() == 0 ? 0 : 1,
        phase.cpuMillisPerSecond(),
        cpu,
        phase.bytesPerSecond(),
        bytes,
        percentile(last, 0.5),
        percentile(last, 0.99),
        percentile(last, 1),
        phase.mebibytes());
  }

  private static String percentile(Latencies times, double share) {
    return times.count() == 0 ? NONE : number(times.percentileMillis(share), 1);
  }

  private static String number(double figure, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", figure);
  }
}

package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import java.util.Locale;

/** Writes when revocations arrived as Markdown. */
final class ArrivalTable {
  static final String HEAD =
      """

      | way | revocations x validators | p50, ms | p99, ms | longest, ms | aim or bound, ms |
      |---|--:|--:|--:|--:|---|
      """;

  private ArrivalTable() {}

  static String row(String way, Arrivals arrivals, String bound) {
    return row(
        way, arrivals.revocations() + " x " + arrivals.validators(), arrivals.refusals(), bound);
  }

  static String floor(int readers, int eventBytes, Latencies floor) {
    return row(
        "floor: its " + eventBytes + " bytes over loopback",
        floor.count() / readers + " x " + readers,
        floor,
        "");
  }

  private static String row(String way, String count, Latencies times, String bound) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.1f | %s |%n",
        way,
        count,
        times.percentileMillis(0.5),
        times.percentileMillis(0.99),
        times.percentileMillis(1),
        bound);
  }

  static String resolution(Arrivals byStream, Arrivals byPolling) {
    return String.format(
        Locale.ROOT,
        "%nResolution, from one sweep to the next: by the stream %s, by polling %s.%n",
        sweeps(byStream.sweeps()),
        sweeps(byPolling.sweeps()));
  }

  private static String sweeps(Latencies sweeps) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms",
        sweeps.percentileMillis(0.5),
        sweeps.percentileMillis(0.99));
  }
}

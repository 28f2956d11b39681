package dev.signet.benchmarks.checking;

import dev.signet.benchmarks.figures.Spread;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What one peer needed for a check; one figure per iteration.
 *
 * @param algorithm the JOSE name
 * @param peer who checked
 * @param ratio of the peer's processor time to that of the floor, which took turns with it
 * @param micros the peer's processor time, in microseconds
 * @param bytes that it allocated
 */
record CheckResult(String algorithm, String peer, Spread ratio, Spread micros, Spread bytes) {
  private static final double NANOS_PER_MICRO = 1e3;

  static CheckResult from(RunResult run) {
    List<IterationResult> iterations =
        run.getBenchmarkResults().stream()
            .map(fork -> fork.getIterationResults())
            .flatMap(Collection::stream)
            .toList();
    return new CheckResult(
        run.getParams().getParam("algorithm"),
        run.getParams().getParam("peer"),
        spread(iterations, "peerNanos", "floorNanos", 1),
        spread(iterations, "peerNanos", "checks", NANOS_PER_MICRO),
        spread(iterations, "peerBytes", "checks", 1));
  }

  private static Spread spread(
      List<IterationResult> iterations, String counter, String perCounter, double unit) {
    return Spread.of(
        iterations.stream()
            .map(each -> count(each, counter) / count(each, perCounter) / unit)
            .toList());
  }

  private static double count(IterationResult iteration, String counter) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get(counter), counter).getScore();
  }

  /** A Markdown table: medians, and the ends where they matter. */
  static String table(List<CheckResult> results) {
    StringBuilder table =
        new StringBuilder(
            """

            | algorithm | peer | x floor (lowest-highest) | CPU us/check | bytes/check |
            |---|---|--:|--:|--:|
            """);
    for (CheckResult result : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f (%.2f-%.2f) | %.0f | %.0f |%n",
              result.algorithm,
              result.peer,
              result.ratio.median(),
              result.ratio.lowest(),
              result.ratio.highest(),
              result.micros.median(),
              result.bytes.median()));
    }
    return table.toString();
  }
}

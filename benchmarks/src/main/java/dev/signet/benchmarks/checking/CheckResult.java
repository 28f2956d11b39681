package dev.signet.benchmarks.checking;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one peer needed for a check.
 *
 * @param algorithm the JOSE name
 * @param peer who checked
 * @param wallMicros the mean time on the wall, in microseconds
 * @param cpuMicros the mean time of the processor, in microseconds
 * @param cpuErrorMicros half of its 99.9 % confidence interval, in microseconds
 * @param bytes allocated
 */
record CheckResult(
    String algorithm,
    String peer,
    double wallMicros,
    double cpuMicros,
    double cpuErrorMicros,
    double bytes) {
  private static final String FLOOR = new JdkPeer(JdkPeer.Engine.REUSED).name();

  static CheckResult from(RunResult run) {
    Result<?> cpu = secondary(run, CpuProfiler.RESULT);
    return new CheckResult(
        run.getParams().getParam("algorithm"),
        run.getParams().getParam("peer"),
        run.getPrimaryResult().getScore(),
        cpu.getScore(),
        cpu.getScoreError(),
        secondary(run, "gc.alloc.rate.norm").getScore());
  }

  private static Result<?> secondary(RunResult run, String name) {
    return Objects.requireNonNull(run.getSecondaryResults().get(name), name);
  }

  /** A Markdown table; the ratio is to the floor of the same algorithm and run. */
  static String table(List<CheckResult> results) {
    StringBuilder table =
        new StringBuilder(
            """

            | algorithm | peer | x floor | CPU us/check | +- | wall us/check | bytes/check |
            |---|---|--:|--:|--:|--:|--:|
            """);
    for (CheckResult result : results) {
      table.append(result.row(floor(results, result.algorithm)));
    }
    return table.toString();
  }

  private static Optional<CheckResult> floor(List<CheckResult> results, String algorithm) {
    return results.stream()
        .filter(result -> result.algorithm.equals(algorithm) && result.peer.equals(FLOOR))
        .findFirst();
  }

  private String row(Optional<CheckResult> floor) {
    String ratio =
        floor.map(f -> String.format(Locale.ROOT, "%.2f", cpuMicros / f.cpuMicros)).orElse("-");
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.1f | %.1f | %.0f |%n",
        algorithm,
        peer,
        ratio,
        cpuMicros,
        cpuErrorMicros,
        wallMicros,
        bytes);
  }
}

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
 * @param micros the mean, in microseconds
 * @param errorMicros half of the 99.9 % confidence interval, in microseconds
 * @param bytes allocated
 */
record CheckResult(String algorithm, String peer, double micros, double errorMicros, double bytes) {
  private static final String FLOOR = new JdkPeer(JdkPeer.Engine.REUSED).name();

  static CheckResult from(RunResult run) {
    Result<?> time = run.getPrimaryResult();
    Result<?> allocation =
        Objects.requireNonNull(
            run.getSecondaryResults().get("gc.alloc.rate.norm"), "the GC profiler did not run");
    return new CheckResult(
        run.getParams().getParam("algorithm"),
        run.getParams().getParam("peer"),
        time.getScore(),
        time.getScoreError(),
        allocation.getScore());
  }

  /** A Markdown table; the last column compares with the floor of the same algorithm and run. */
  static String table(List<CheckResult> results) {
    StringBuilder table =
        new StringBuilder(
            """

            | algorithm | peer | us/check | +- | bytes/check | x floor |
            |---|---|--:|--:|--:|--:|
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
        floor.map(f -> String.format(Locale.ROOT, "%.2f", micros / f.micros)).orElse("-");
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.0f | %s |%n",
        algorithm,
        peer,
        micros,
        errorMicros,
        bytes,
        ratio);
  }
}

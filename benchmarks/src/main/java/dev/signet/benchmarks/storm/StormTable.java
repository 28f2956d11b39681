package dev.signet.benchmarks.storm;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.storm.GoodTraffic.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes rounds of phases as Markdown: percentiles of all rounds together, ratios round by round.
 */
final class StormTable {
  private static final double P99 = 0.99;
  private static final double MICROS_PER_MILLI = 1e3;

  private final List<Map<Phase, PhaseResult>> rounds;

  StormTable(List<Map<Phase, PhaseResult>> rounds) {
    this.rounds = List.copyOf(rounds);
  }

  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder(
            """

            | beside it | good tokens | p50, us | p99, us | p99.9, us | p99 x quiet (lowest-highest) \
            | p99 x unsigned (lowest-highest) |
            |---|---|--:|--:|--:|--:|--:|
            """);
    for (Phase phase : Phase.values()) {
      table.append(good(phase, "never seen before", Times::firstSeen));
      table.append(good(phase, "seen before", Times::repeated));
      table.append(good(phase, "both, since due", Times::sinceDue));
    }
    table.append(
        """

        | beside the good tokens | answered/s | took over 5 ms | longest, ms | requests to the authority |
        |---|--:|--:|--:|--:|
        """);
    for (Phase phase : Phase.values()) {
      table.append(flood(phase));
    }
    return table.toString();
  }

  private String good(Phase phase, String name, Function<Times, Latencies> kind) {
    List<Latencies> own = new ArrayList<>();
    rounds.forEach(round -> own.add(kind.apply(get(round, phase).good())));
    Latencies all = Latencies.together(own);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %.0f | %s | %s |%n",
        phase.label(),
        name,
        all.percentileMillis(0.5) * MICROS_PER_MILLI,
        all.percentileMillis(P99) * MICROS_PER_MILLI,
        all.percentileMillis(0.999) * MICROS_PER_MILLI,
        times(phase, Phase.QUIET, kind).withDecimals(2),
        times(phase, Phase.CHEAP, kind).withDecimals(2));
  }

  private Spread times(Phase phase, Phase other, Function<Times, Latencies> kind) {
    return Spread.of(
        rounds.stream()
            .map(round -> p99(get(round, phase), kind) / p99(get(round, other), kind))
            .toList());
  }

  private static double p99(PhaseResult result, Function<Times, Latencies> kind) {
    return kind.apply(result.good()).percentileMillis(P99);
  }

  private String flood(Phase phase) {
    FloodResult all =
        FloodResult.together(rounds.stream().map(round -> get(round, phase).flood()).toList());
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.3f %% | %.1f | %d |%n",
        phase.label(),
        all.perSecond(),
        all.waitedPercent(),
        all.longestMillis(),
        rounds.stream().mapToInt(round -> get(round, phase).fetches()).sum());
  }

  private static PhaseResult get(Map<Phase, PhaseResult> round, Phase phase) {
    PhaseResult result = round.get(phase);
    if (result == null) {
      throw new IllegalStateException(phase + " was not run");
    }
    return result;
  }
}

package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.serving.Round;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes samples as a Markdown table. */
final class RecordTable {
  static final String HEAD =
      """

      | database | live records | operation | answers/s (lowest-highest) | p50 ms | p99 ms | authority, CPU us | database, CPU us | bytes written | floor's answers/s | share of the floor's answers/s |
      |---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private RecordTable() {}

  /**
   * One row, each figure the median of its rounds.
   *
   * @param taken by the round of the floor that was taken beside it
   */
  static String row(String engine, int records, Operation operation, Map<Round, Sample> taken) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %s | %s | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %.2f |%n",
        engine,
        records,
        operation.label(),
        spread(taken, sample -> sample.round().perSecond()),
        spread(taken, sample -> sample.round().medianMillis()).median(),
        spread(taken, sample -> sample.round().p99Millis()).median(),
        spread(taken, sample -> sample.round().cpuMicros()).median(),
        spread(taken, Sample::databaseMicros).median(),
        spread(taken, Sample::writtenBytes).median(),
        Spread.of(taken.keySet().stream().map(Round::perSecond).toList()).median(),
        // The median of the ratios, not the ratio of the medians.
        Spread.of(
                taken.entrySet().stream()
                    .map(each -> each.getValue().round().perSecond() / each.getKey().perSecond())
                    .toList())
            .median());
  }

  private static Spread spread(Map<Round, Sample> taken, ToDoubleFunction<Sample> figure) {
    return Spread.of(taken.values().stream().map(figure::applyAsDouble).toList());
  }
}

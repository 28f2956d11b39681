package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.figures.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Writes rounds as a Markdown table. */
final class IssueTable {
  static final String HEAD =
      """

      | JDK | server | answers/s (lowest-highest) | p50 ms | p99 ms | CPU us/answer | x CPU of signing | share of signing's answers/s |
      |---|---|--:|--:|--:|--:|--:|--:|
      """;

  private IssueTable() {}

  /**
   * One row per target, each figure the median of its rounds.
   *
   * @param floor which of the targets is the floor that only signs
   * @param rounds one list per round, in the order of the targets
   */
  static String rows(String jdk, List<String> targets, int floor, List<List<Round>> rounds) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < targets.size(); i++) {
      int target = i;
      List<Round> own = rounds.stream().map(round -> round.get(target)).toList();
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.1f | %.1f | %.0f | %.2f | %.2f |%n",
              jdk,
              targets.get(i),
              spread(own, Round::perSecond),
              spread(own, Round::medianMillis).median(),
              spread(own, Round::p99Millis).median(),
              spread(own, Round::cpuMicros).median(),
              ratio(rounds, target, floor, Round::cpuMicros),
              ratio(rounds, target, floor, Round::perSecond)));
    }
    return rows.toString();
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  /** The median of the ratios, not the ratio of the medians: a round is compared with itself. */
  private static double ratio(
      List<List<Round>> rounds, int target, int floor, ToDoubleFunction<Round> figure) {
    return Spread.of(
            rounds.stream()
                .map(
                    round ->
                        figure.applyAsDouble(round.get(target))
                            / figure.applyAsDouble(round.get(floor)))
                .toList())
        .median();
  }
}

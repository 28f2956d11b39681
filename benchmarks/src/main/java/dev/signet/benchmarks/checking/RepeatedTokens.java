package dev.signet.benchmarks.checking;

import static dev.signet.benchmarks.checking.Readings.Role.FLOOR;
import static dev.signet.benchmarks.checking.Readings.Role.RIVAL;
import static dev.signet.benchmarks.checking.Readings.Role.SUBJECT;
import static java.util.Comparator.comparingDouble;

import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures checks of tokens seen before beside a bare look-up and beside every other library, and
 * prints a table of the fastest library for each algorithm.
 *
 * <p>Takes the options of JMH; {@code -p algorithm=…} and {@code -p rival=…} narrow the choice.
 */
public final class RepeatedTokens {
  private static final double NANOS_PER_MICRO = 1e3;

  private RepeatedTokens() {}

  /** Measures; takes about half a minute per algorithm and library. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Choice choice = new Choice(arguments);
    StringBuilder rows =
        new StringBuilder(
            """

            | algorithm | look-up, ns | signet, ns | x look-up (lowest-highest) | bytes/check \
            | fastest peer, us | x as fast as it (lowest-highest) |
            |---|--:|--:|--:|--:|--:|--:|
            """);
    for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
      if (choice.has("algorithm", algorithm.joseName())) {
        rows.append(row(besideFastest(choice, algorithm)));
      }
    }
    System.out.println(Versions.line());
    System.out.print(rows);
  }

  private static Readings besideFastest(Choice choice, TokenAlgorithm algorithm)
      throws RunnerException {
    String[] rivals =
        Peer.STOCK.stream()
            .filter(peer -> peer.headerAlgorithm(algorithm).isPresent())
            .map(Peer::name)
            .filter(name -> choice.has("rival", name))
            .toArray(String[]::new);
    return choice
        .run(
            RepeatBenchmark.class.getName(),
            options -> options.param("algorithm", algorithm.joseName()).param("rival", rivals))
        .stream()
        // Beside the look-up of the same process, as the processes meet different moments.
        .min(comparingDouble(run -> run.times(RIVAL, FLOOR).median()))
        .orElseThrow();
  }

  private static String row(Readings run) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %s | %.0f | %s %.1f | %s |%n",
        run.parameter("algorithm"),
        run.micros(FLOOR).median() * NANOS_PER_MICRO,
        run.micros(SUBJECT).median() * NANOS_PER_MICRO,
        run.times(SUBJECT, FLOOR).withDecimals(2),
        run.bytes(SUBJECT).median(),
        run.parameter("rival"),
        run.micros(RIVAL).median(),
        run.times(RIVAL, SUBJECT));
  }
}

package dev.signet.benchmarks.proofs;

import static dev.signet.benchmarks.checking.Readings.Role.FLOOR;
import static dev.signet.benchmarks.checking.Readings.Role.RIVAL;
import static dev.signet.benchmarks.checking.Readings.Role.SUBJECT;

import dev.signet.benchmarks.checking.Choice;
import dev.signet.benchmarks.checking.Readings;
import dev.signet.benchmarks.figures.Versions;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures a check with a proof beside one without and beside a bare verification, and prints a
 * table.
 *
 * <p>Takes the options of JMH; {@code -p algorithm=…}, {@code -p provider=…} and {@code -p token=…}
 * choose others than ES256, Corretto and all.
 */
public final class ProofCheck {
  private ProofCheck() {}

  /** Measures; takes about half a minute per row. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Choice choice = new Choice(arguments);
    String[] tokens =
        Stream.of(BoundToken.values())
            .map(BoundToken::name)
            .filter(name -> choice.has("token", name))
            .toArray(String[]::new);
    StringBuilder rows =
        new StringBuilder(
            """

            | algorithm | provider | token | raw verify, us | without a proof, us | with one, us \
            (lowest-highest) | x raw (lowest-highest) | bytes without | bytes with |
            |---|---|---|--:|--:|--:|--:|--:|--:|
            """);
    for (Readings run :
        choice.run(ProofBenchmark.class.getName(), options -> options.param("token", tokens))) {
      rows.append(row(run));
    }
    System.out.println(Versions.line());
    System.out.print(rows);
  }

  private static String row(Readings run) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.1f | %s | %s | %.0f | %.0f |%n",
        run.parameter("algorithm"),
        run.parameter("provider"),
        run.parameter("token").toLowerCase(Locale.ROOT).replace('_', ' '),
        run.micros(FLOOR).median(),
        run.micros(RIVAL).median(),
        run.micros(SUBJECT).withDecimals(1),
        run.times(SUBJECT, FLOOR).withDecimals(2),
        run.bytes(RIVAL).median(),
        run.bytes(SUBJECT).median());
  }
}

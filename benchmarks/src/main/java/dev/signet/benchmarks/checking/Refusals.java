package dev.signet.benchmarks.checking;

import static dev.signet.benchmarks.checking.Readings.Role.FLOOR;
import static dev.signet.benchmarks.checking.Readings.Role.SUBJECT;

import dev.signet.benchmarks.figures.Versions;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures what it costs to refuse, beside accepting a token never seen before, and prints a table.
 *
 * <p>Takes the options of JMH; {@code -p algorithm=…}, {@code -p provider=…} and {@code -p
 * refused=…} choose others than ES256, Corretto and all.
 */
public final class Refusals {
  private Refusals() {}

  /** Measures; takes about twenty seconds per row. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Choice choice = new Choice(arguments);
    String[] names =
        Stream.of(RefusedToken.values())
            .map(RefusedToken::name)
            .filter(name -> choice.has("refused", name))
            .toArray(String[]::new);
    StringBuilder rows =
        new StringBuilder(
            """

            | algorithm | provider | refused | reason | us/refusal (lowest-highest) | bytes/refusal \
            | accepting, us | x accepting (lowest-highest) |
            |---|---|---|---|--:|--:|--:|--:|
            """);
    for (Readings run :
        choice.run(RefusalBenchmark.class.getName(), options -> options.param("refused", names))) {
      rows.append(row(run));
    }
    System.out.println(Versions.line());
    System.out.print(rows);
  }

  private static String row(Readings run) {
    RefusedToken refused = RefusedToken.valueOf(run.parameter("refused"));
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %.0f | %.1f | %s |%n",
        run.parameter("algorithm"),
        run.parameter("provider"),
        refused.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        refused.reason().name().toLowerCase(Locale.ROOT),
        run.micros(SUBJECT).withDecimals(1),
        run.bytes(SUBJECT).median(),
        run.micros(FLOOR).median(),
        run.times(SUBJECT, FLOOR).withDecimals(2));
  }
}

package dev.signet.benchmarks.revocation.list;

import static dev.signet.benchmarks.checking.Readings.Role.FLOOR;
import static dev.signet.benchmarks.checking.Readings.Role.RIVAL;
import static dev.signet.benchmarks.checking.Readings.Role.SUBJECT;

import dev.signet.benchmarks.checking.Choice;
import dev.signet.benchmarks.checking.Readings;
import dev.signet.benchmarks.figures.Versions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures a check beside revocation lists of several lengths, of tokens never seen before on two
 * providers and of tokens seen before, and prints a table.
 *
 * <p>Takes the options of JMH; {@code -p provider=…}, {@code -p entries=…} and {@code -p rules=…}
 * narrow the choice.
 */
public final class RevocationCheck {
  /** A first row that compares an empty list with an empty list. */
  private static final List<String> ENTRIES = List.of("0", "1000", "1000000");

  private static final List<String> PROVIDERS = List.of("jdk", "corretto");
  private static final String RULES = "100";

  private static final String HELP =
      """
      Usage: revocation-check [OPTION...]
      Measures a check beside revocation lists of several lengths.

      -p provider=jdk,corretto     who verifies tokens never seen before
      -p entries=0,1000,1000000    how many ids the list has, where it has no rules
      -p rules=0,100               rules by holder, by application and by audience, each
      All other options are those of JMH, such as -wi 3 -w 1 -i 5 -r 1 for its iterations.
      """;

  private final Choice choice;
  private final StringBuilder rows =
      new StringBuilder(
          """

          | tokens | provider | ids in the list | rules | empty list, us | this list, us \
          | x empty list (lowest-highest) | x no list (lowest-highest) | bytes/check |
          |---|---|--:|--:|--:|--:|--:|--:|--:|
          """);

  private RevocationCheck(Choice choice) {
    this.choice = choice;
  }

  /** Measures; takes about a quarter of a minute per row. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    RevocationCheck measurement = new RevocationCheck(new Choice(arguments));
    for (String provider : PROVIDERS) {
      if (measurement.choice.has("provider", provider)) {
        measurement.measure("unseen", "never seen before", provider);
      }
    }
    // Who verifies has nothing to do.
    measurement.measure("seen", "seen before", PROVIDERS.get(0));
    System.out.println(Versions.line());
    System.out.print(measurement.rows);
  }

  private void measure(String benchmark, String tokens, String provider) throws RunnerException {
    String[] lengths =
        ENTRIES.stream().filter(length -> choice.has("entries", length)).toArray(String[]::new);
    Stream.concat(
            run(benchmark, provider, "0", lengths).stream(),
            run(benchmark, provider, RULES, ENTRIES.get(1)).stream())
        .map(run -> row(tokens, provider, run))
        .forEach(rows::append);
  }

  private List<Readings> run(String benchmark, String provider, String rules, String... entries)
      throws RunnerException {
    return choice.has("rules", rules)
        ? choice.run(
            RevocationCheckBenchmark.class.getName() + "\\." + benchmark + "$",
            options ->
                options.param("provider", provider).param("rules", rules).param("entries", entries))
        : List.of();
  }

  private static String row(String tokens, String provider, Readings run) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s | %s | %.0f |%n",
        tokens,
        provider,
        run.parameter("entries"),
        3 * Integer.parseInt(run.parameter("rules")),
        micros(run, FLOOR),
        micros(run, SUBJECT),
        run.times(SUBJECT, FLOOR).withDecimals(2),
        run.times(SUBJECT, RIVAL).withDecimals(2),
        run.bytes(SUBJECT).median());
  }

  /** Nanoseconds matter where no signature is verified. */
  private static String micros(Readings run, Readings.Role role) {
    double micros = run.micros(role).median();
    return String.format(Locale.ROOT, micros < 1 ? "%.3f" : "%.1f", micros);
  }
}

package dev.signet.benchmarks.checking;

import static dev.signet.benchmarks.checking.Readings.Role.RIVAL;
import static dev.signet.benchmarks.checking.Readings.Role.SUBJECT;

import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.tokens.SignatureProvider;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Measures what a signature costs, and verifying it before it leaves, and prints a table.
 *
 * <p>Takes the options of JMH; {@code -p algorithm=…} and {@code -p provider=…} narrow the choice.
 */
public final class Sign {
  private static final List<SignatureProvider> SIGNERS =
      List.of(SignatureProvider.CORRETTO, SignatureProvider.BOUNCY_CASTLE, SignatureProvider.JDK);

  private Sign() {}

  /** Measures; takes about fifteen seconds per row. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Choice choice = new Choice(arguments);
    StringBuilder rows =
        new StringBuilder(
            """

            | algorithm | provider | sign, us (lowest-highest) | verify, us (lowest-highest) \
            | verify x sign | bytes/signature |
            |---|---|--:|--:|--:|--:|
            """);
    for (SigningScheme scheme : SigningScheme.values()) {
      String[] signers =
          SIGNERS.stream()
              .filter(signer -> signs(signer, scheme))
              .map(SignatureProvider::label)
              .filter(label -> choice.has("provider", label))
              .toArray(String[]::new);
      if (choice.has("algorithm", scheme.joseName())) {
        choice
            .run(
                SignBenchmark.class.getName(),
                options -> options.param("algorithm", scheme.joseName()).param("provider", signers))
            .forEach(run -> rows.append(row(run)));
      }
    }
    System.out.println(Versions.line());
    System.out.print(rows);
  }

  /** Whether it has the algorithm; JDKs before 24 lack ML-DSA. */
  private static boolean signs(SignatureProvider signer, SigningScheme scheme) {
    try {
      return Objects.nonNull(
          signer.open(scheme.signatureName()).getService("Signature", scheme.signatureName()));
    } catch (IllegalStateException notHere) {
      return false;
    }
  }

  private static String row(Readings run) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.2f | %.0f |%n",
        run.parameter("algorithm"),
        run.parameter("provider"),
        run.micros(SUBJECT).withDecimals(1),
        run.micros(RIVAL).withDecimals(1),
        run.times(RIVAL, SUBJECT).median(),
        run.bytes(SUBJECT).median());
  }
}

package dev.signet.benchmarks.restart;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.tokens.KeyServer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenMint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how soon a provider validates that is started while the authority is down. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description =
        "Measures the time from starting a JVM to its first accepted token, with keys kept on the"
            + " disk and no authority, beside a JVM alone and one bare verification.")
public final class Restart implements Callable<Integer> {
  /** With the defaults, and with the quick compiler alone. */
  private static final List<List<String>> JVM_OPTIONS =
      List.of(List.of(), List.of("-XX:TieredStopAtLevel=1"));

  @Option(
      names = "--java",
      paramLabel = "JAVA_HOME",
      description = "a JDK to start; may be repeated (default: the one of this program)")
  private List<Path> javaHomes = new ArrayList<>();

  @Option(names = "--starts", defaultValue = "15", description = "of each (${DEFAULT-VALUE})")
  private int starts;

  @Option(names = "--data", defaultValue = ".", description = "an empty folder for the kept state")
  private Path data = Path.of(".");

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Restart()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TokenMint mint = EarlierRun.mint();
    EarlierRun earlier;
    try (KeyServer authority = EarlierRun.authorityOf(mint)) {
      earlier = EarlierRun.with(authority, mint, data);
    }
    StringBuilder rows =
        new StringBuilder(
            """

            | JDK | JVM option | program | ms from its start (lowest-highest) \
            | of that, ms from build() (lowest-highest) |
            |---|---|---|--:|--:|
            """);
    for (JavaHome java : javas()) {
      for (List<String> options : JVM_OPTIONS) {
        rows.append(measure(java, options, earlier));
      }
    }
    System.out.println(Versions.line());
    System.out.print(rows);
    return 0;
  }

  private List<JavaHome> javas() {
    return javaHomes.isEmpty()
        ? List.of(JavaHome.current())
        : javaHomes.stream().map(JavaHome::new).toList();
  }

  /** Programs take turns; a first turn, which warms the disk's cache, is left out. */
  private String measure(JavaHome java, List<String> options, EarlierRun earlier)
      throws IOException, InterruptedException {
    List<Program> programs = new ArrayList<>(List.of(Program.empty(), Program.raw(earlier)));
    Arrays.stream(SignatureProvider.values())
        .forEach(provider -> programs.add(Program.signet(provider, earlier)));
    List<List<Started>> taken = new ArrayList<>();
    for (Program program : programs) {
      Started.run(java.command(), options, program);
      taken.add(new ArrayList<>());
    }
    for (int i = 0; i < starts; i++) {
      for (int j = 0; j < programs.size(); j++) {
        taken.get(j).add(Started.run(java.command(), options, programs.get(j)));
      }
    }
    StringBuilder rows = new StringBuilder();
    for (int j = 0; j < programs.size(); j++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s |%n",
              java.version(),
              options.isEmpty() ? "none" : String.join(" ", options),
              programs.get(j).name(),
              spread(taken.get(j), Started::millis),
              spread(taken.get(j), Started::ownMillis)));
    }
    return rows.toString();
  }

  private static Spread spread(List<Started> taken, ToDoubleFunction<Started> figure) {
    return Spread.of(taken.stream().map(figure::applyAsDouble).toList());
  }
}

package dev.signet.benchmarks.checking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs each peer in turns with the floor, for each algorithm that it has, and prints one table.
 *
 * <p>Takes the options of JMH; {@code -p algorithm=…} and {@code -p peer=…} narrow the choice.
 */
public final class CheckTokens {
  private CheckTokens() {}

  /** Measures; takes about half a minute per algorithm and peer. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    CommandLineOptions options = new CommandLineOptions(arguments);
    List<CheckResult> results = new ArrayList<>();
    for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
      if (chosen(options, "algorithm", algorithm.joseName())) {
        results.addAll(measure(options, algorithm));
      }
    }
    System.out.print(CheckResult.table(results));
  }

  private static List<CheckResult> measure(CommandLineOptions options, TokenAlgorithm algorithm)
      throws RunnerException {
    String[] peers =
        Peer.ALL.stream()
            .filter(peer -> peer.headerAlgorithm(algorithm).isPresent())
            .map(Peer::name)
            .filter(name -> chosen(options, "peer", name))
            .toArray(String[]::new);
    Collection<RunResult> runs =
        new Runner(
                new OptionsBuilder()
                    .parent(options)
                    .include(CheckBenchmark.class.getName() + ".besideFloor")
                    .param("algorithm", algorithm.joseName())
                    .param("peer", peers)
                    .shouldFailOnError(true)
                    .build())
            .run();
    return runs.stream().map(CheckResult::from).toList();
  }

  private static boolean chosen(CommandLineOptions options, String parameter, String value) {
    return options.getParameter(parameter).orElse(Arrays.asList(value)).contains(value);
  }
}

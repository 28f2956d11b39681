package dev.signet.benchmarks.checking;

import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What the command line leaves of a measurement, in the words of JMH. */
public final class Choice {
  private final CommandLineOptions options;

  /**
   * Reads the command line.
   *
   * @throws CommandLineOptionException if JMH does not know an option
   */
  public Choice(String... arguments) throws CommandLineOptionException {
    this.options = new CommandLineOptions(arguments);
  }

  /** Whether this value of a parameter is wanted: all are, unless {@code -p} names some. */
  public boolean has(String parameter, String value) {
    return options.getParameter(parameter).orElse(List.of(value)).contains(value);
  }

  /**
   * Runs a benchmark, a process for each combination of parameters.
   *
   * @param benchmark a pattern for its name
   * @param settings on top of the command line's, and instead of them
   */
  public List<Readings> run(String benchmark, UnaryOperator<ChainedOptionsBuilder> settings)
      throws RunnerException {
    ChainedOptionsBuilder builder =
        new OptionsBuilder().parent(options).include(benchmark).shouldFailOnError(true);
    return new Runner(settings.apply(builder).build()).run().stream().map(Readings::new).toList();
  }
}

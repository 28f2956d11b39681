package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.figures.Spread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how soon the authority gives its first token and what memory it holds. */
@Command(
    name = "start-time",
    mixinStandardHelpOptions = true,
    description = "Measures start and memory of the authority, beside a bare server.")
public final class StartTime implements Callable<Integer> {
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final double NANOS_PER_MILLI = 1e6;

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(names = "--starts", defaultValue = "10", description = "per server (${DEFAULT-VALUE})")
  private int starts;

  @Option(names = "--seconds", defaultValue = "20", description = "of load (${DEFAULT-VALUE})")
  private int loadSeconds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new StartTime()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StringBuilder rows =
        new StringBuilder(
            """

            | JDK | server | start to first token, ms (lowest-highest) | MiB idle | MiB after load |
            |---|---|--:|--:|--:|
            """);
    for (JavaHome java : options.javas()) {
      AuthorityUnderTest authority = options.authority(java);
      byte[] request = TokenRequest.to("/token", authority.secret());
      List<ServerCommand> commands = List.of(authority.command(), options.floor());
      List<List<Double>> millis = startInTurns(java, commands, request);
      for (int i = 0; i < commands.size(); i++) {
        rows.append(row(java, commands.get(i), request, Spread.of(millis.get(i))));
      }
    }
    System.out.print(rows);
    return 0;
  }

  /** The first start of each is left out: it makes the authority's key and warms the disk. */
  private List<List<Double>> startInTurns(
      JavaHome java, List<ServerCommand> commands, byte[] request)
      throws IOException, InterruptedException {
    List<List<Double>> millis = new ArrayList<>();
    for (ServerCommand command : commands) {
      startMillis(java, command, request);
      millis.add(new ArrayList<>());
    }
    for (int start = 0; start < starts; start++) {
      for (int i = 0; i < commands.size(); i++) {
        millis.get(i).add(startMillis(java, commands.get(i), request));
      }
    }
    return millis;
  }

  private double startMillis(JavaHome java, ServerCommand command, byte[] request)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ServerProcess process = ServerProcess.start(java, options.core(), command)) {
      process.awaitFirst(request);
      return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
  }

  private String row(JavaHome java, ServerCommand command, byte[] request, Spread millis)
      throws IOException, InterruptedException {
    try (ServerProcess process = ServerProcess.start(java, options.core(), command)) {
      process.awaitFirst(request);
      process.requireRunningFor(IDLE);
      double idle = process.residentMebibytes();
      options.generator().run(command.address(), request, Duration.ofSeconds(loadSeconds));
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %.0f | %.0f |%n",
          java.version(),
          command.name(),
          millis,
          idle,
          process.residentMebibytes());
    }
  }
}

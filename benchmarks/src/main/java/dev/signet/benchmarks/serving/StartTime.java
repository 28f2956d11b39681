package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.load.Requests;
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
    description =
        "Measures start and memory of the authority, beside a bare server; by java -jar and with"
            + " archives of their classes.")
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

            | JDK | server | ms to first token (lowest-highest) | CPU ms (lowest-highest) | MiB idle | MiB after load |
            |---|---|--:|--:|--:|--:|
            """);
    for (JavaHome java : options.javas()) {
      AuthorityUnderTest authority = options.authority(java);
      byte[] request = TokenRequest.to("/token", authority.secret());
      List<ServerCommand> commands = new ArrayList<>();
      commands.add(authority.command());
      commands.add(options.floor());
      commands.addAll(options.archived(authority, request));
      List<List<Start>> taken = startInTurns(java, commands, request);
      for (int i = 0; i < commands.size(); i++) {
        rows.append(row(java, commands.get(i), request, taken.get(i)));
      }
    }
    System.out.print(rows);
    return 0;
  }

  /** The first start of each is left out: it makes the authority's key and warms the disk. */
  private List<List<Start>> startInTurns(
      JavaHome java, List<ServerCommand> commands, byte[] request)
      throws IOException, InterruptedException {
    List<List<Start>> taken = new ArrayList<>();
    for (ServerCommand command : commands) {
      start(java, command, request);
      taken.add(new ArrayList<>());
    }
    for (int round = 0; round < starts; round++) {
      for (int i = 0; i < commands.size(); i++) {
        taken.get(i).add(start(java, commands.get(i), request));
      }
    }
    return taken;
  }

  private Start start(JavaHome java, ServerCommand command, byte[] request)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ServerProcess process = ServerProcess.start(java, options.core(), command)) {
      process.awaitFirst(request);
      double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
      return new Start(millis, process.cpuTime().toNanos() / NANOS_PER_MILLI);
    }
  }

  /**
   * One start, up to the first token.
   *
   * @param millis on the wall
   * @param cpuMillis of the processor; on a machine shared with others the one to compare
   */
  private record Start(double millis, double cpuMillis) {}

  private String row(JavaHome java, ServerCommand command, byte[] request, List<Start> taken)
      throws IOException, InterruptedException {
    try (ServerProcess process = ServerProcess.start(java, options.core(), command)) {
      process.awaitFirst(request);
      process.requireRunningFor(IDLE);
      double idle = process.residentMebibytes();
      options
          .generator()
          .run(command.address(), Requests.same(request), Duration.ofSeconds(loadSeconds));
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %s | %.0f | %.0f |%n",
          java.version(),
          command.name(),
          Spread.of(taken.stream().map(Start::millis).toList()),
          Spread.of(taken.stream().map(Start::cpuMillis).toList()),
          idle,
          process.residentMebibytes());
    }
  }
}

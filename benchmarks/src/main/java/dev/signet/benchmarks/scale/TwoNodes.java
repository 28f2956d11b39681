package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.load.Load;
import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.serving.Target;
import dev.signet.benchmarks.serving.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a token costs two nodes on one PostgreSQL, beside one node on it. */
@Command(
    name = "two-nodes",
    mixinStandardHelpOptions = true,
    description = "Measures issuing by one node and by two, on one PostgreSQL.")
public final class TwoNodes implements Callable<Integer> {
  private static final double NANOS_PER_MICRO = 1e3;

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(names = "--seconds", defaultValue = "5", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5", description = "of each (${DEFAULT-VALUE})")
  private int rounds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new TwoNodes()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Sum> byOne = new ArrayList<>();
    List<Sum> byTwo = new ArrayList<>();
    try (Database database = Database.open("postgres", options.folder("postgres"))) {
      AuthorityUnderTest first =
          options.authority(JavaHome.current(), "nodes", database.settings());
      AuthorityUnderTest second = first.anotherNode();
      try (ServerProcess one = first.start(options.core());
          ServerProcess two = second.start(options.core())) {
        Requests requests = Requests.same(TokenRequest.to("/token", first.secret()));
        load.warmUp(new Target("", one, requests));
        load.warmUp(new Target("", two, requests));
        for (int i = 0; i < rounds; i++) {
          byOne.add(round(database, List.of(one), requests));
          byTwo.add(round(database, List.of(one, two), requests));
        }
      }
    }
    System.out.print(
        """

        | nodes | tokens/s (lowest-highest) | nodes, CPU us/token | PostgreSQL, CPU us/token | PostgreSQL's share of the CPU |
        |--:|--:|--:|--:|--:|
        """);
    System.out.print(row(1, byOne) + row(2, byTwo));
    return 0;
  }

  /** Each node has as many connections as one alone has. */
  private Sum round(Database database, List<ServerProcess> nodes, Requests requests)
      throws ExecutionException, InterruptedException {
    Duration databaseBefore = database.cpuTime();
    Duration nodesBefore = cpuTime(nodes);
    ExecutorService executor = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Future<Load>> running = new ArrayList<>();
      for (ServerProcess node : nodes) {
        running.add(
            executor.submit(
                () -> load.generator().run(node.address(), requests, Duration.ofSeconds(seconds))));
      }
      double perSecond = 0;
      long answers = 0;
      for (Future<Load> each : running) {
        Load done = each.get().requireAllGood();
        perSecond += done.perSecond();
        answers += done.good().count();
      }
      return new Sum(
          perSecond,
          cpuTime(nodes).minus(nodesBefore).toNanos() / NANOS_PER_MICRO / answers,
          database.cpuTime().minus(databaseBefore).toNanos() / NANOS_PER_MICRO / answers);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Duration cpuTime(List<ServerProcess> nodes) {
    return nodes.stream().map(ServerProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
  }

  private static String row(int nodes, List<Sum> taken) {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.0f | %.0f | %.2f |%n",
        nodes,
        spread(taken, Sum::perSecond),
        spread(taken, Sum::nodesMicros).median(),
        spread(taken, Sum::databaseMicros).median(),
        spread(taken, sum -> sum.databaseMicros() / (sum.databaseMicros() + sum.nodesMicros()))
            .median());
  }

  private static Spread spread(List<Sum> taken, ToDoubleFunction<Sum> figure) {
    return Spread.of(taken.stream().map(figure::applyAsDouble).toList());
  }

  private record Sum(double perSecond, double nodesMicros, double databaseMicros) {}
}

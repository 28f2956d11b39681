package dev.signet.benchmarks.acquiring;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.load.Load;
import dev.signet.benchmarks.load.LoadGenerator;
import dev.signet.benchmarks.load.PacedLoad;
import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.Round;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.serving.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/**
 * Measures tokens per second by each way of asking, and what a flood of passwords does to others.
 */
@Command(
    name = "acquiring",
    mixinStandardHelpOptions = true,
    description = "Measures issuing by each way in which a consumer can ask.")
public final class Acquiring implements Callable<Integer> {
  private static final int MOST_PER_SECOND = 8_000;
  private static final int GOOD_PER_SECOND = 300;

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Option(names = "--connections", defaultValue = "64", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "processor seconds of each way before it counts (${DEFAULT-VALUE})")
  private int warmUpSeconds;

  @Option(names = "--seconds", defaultValue = "4", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5", description = "of each (${DEFAULT-VALUE})")
  private int rounds;

  /** Measures and prints two tables. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Acquiring()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Scene scene =
        Scene.prepare(
            options.authority(JavaHome.current(), "acquiring"), options.folder("acquiring"));
    try (ServerProcess process = scene.authority().start(options.core())) {
      printWays(scene, process);
      printFlood(scene, process);
    }
    return 0;
  }

  private void printWays(Scene scene, ServerProcess process)
      throws IOException, InterruptedException {
    Map<Way, List<Round>> taken = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      Duration until = process.cpuTime().plusSeconds(warmUpSeconds);
      while (process.cpuTime().compareTo(until) < 0) {
        round(way, scene, process, 1);
      }
    }
    for (int i = 0; i < rounds; i++) {
      for (Way way : Way.values()) {
        taken
            .computeIfAbsent(way, each -> new ArrayList<>())
            .add(round(way, scene, process, seconds));
      }
    }
    System.out.print(
        """

        | way | tokens/s (lowest-highest) | of the secret's | p50 ms | p99 ms | CPU us/token |
        |---|--:|--:|--:|--:|--:|
        """);
    double bySecret = spread(taken.getOrDefault(Way.SECRET, List.of()), Round::perSecond).median();
    taken.forEach((way, figures) -> System.out.print(row(way, figures, bySecret)));
  }

  private Round round(Way way, Scene scene, ServerProcess process, int lasting)
      throws IOException, InterruptedException {
    Requests requests = way.requests(scene, lasting * MOST_PER_SECOND);
    return Round.run(
        new LoadGenerator(connections),
        new Target(way.label(), process, requests),
        Duration.ofSeconds(lasting));
  }

  private static String row(Way way, List<Round> taken, double bySecret) {
    Spread perSecond = spread(taken, Round::perSecond);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.1f | %.1f | %.0f |%n",
        way.label(),
        perSecond,
        perSecond.median() / bySecret,
        spread(taken, Round::medianMillis).median(),
        spread(taken, Round::p99Millis).median(),
        spread(taken, Round::cpuMicros).median());
  }

  private static Spread spread(List<Round> taken, ToDoubleFunction<Round> figure) {
    return Spread.of(taken.stream().map(figure::applyAsDouble).toList());
  }

  private void printFlood(Scene scene, ServerProcess process)
      throws IOException, InterruptedException, ExecutionException {
    System.out.printf(
        Locale.ROOT,
        """

        | %d tokens/s by secret | tokens/s | p50 ms | p99 ms | passwords/s beside | refused/s |
        |---|--:|--:|--:|--:|--:|
        """,
        GOOD_PER_SECOND);
    System.out.print(flood("alone", scene, process, 0));
    String beside = "beside " + connections + " that sign in";
    System.out.print(flood(beside, scene, process, connections));
  }

  private String flood(String name, Scene scene, ServerProcess process, int signingIn)
      throws InterruptedException, ExecutionException, IOException {
    Duration time = Duration.ofSeconds((long) seconds * rounds);
    Requests passwords = Requests.same(scene.byPassword().bytes());
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Load> beside =
          executor.submit(
              () -> new LoadGenerator(signingIn).run(process.address(), passwords, time));
      Load good =
          new PacedLoad(connections, GOOD_PER_SECOND)
              .run(process.address(), Requests.same(scene.bySecret().bytes()), time)
              .requireAllGood();
      Load signedIn = beside.get();
      return String.format(
          Locale.ROOT,
          "| %s | %.0f | %.1f | %.1f | %s |%n",
          name,
          good.perSecond(),
          good.good().percentileMillis(0.5),
          good.good().percentileMillis(0.99),
          signingIn == 0 ? "– | –" : answers(signedIn));
    } finally {
      executor.shutdownNow();
    }
  }

  private static String answers(Load load) {
    return String.format(Locale.ROOT, "%.1f | %.1f", load.perSecond(), load.othersPerSecond());
  }
}

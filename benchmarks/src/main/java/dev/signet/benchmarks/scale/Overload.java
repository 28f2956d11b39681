package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.load.Load;
import dev.signet.benchmarks.load.LoadGenerator;
import dev.signet.benchmarks.load.PacedLoad;
import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.Round;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.serving.Target;
import dev.signet.benchmarks.serving.TokenRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the authority answers at half of what it can do, at that, and at four times it. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    description = "Measures issuing below and above what the authority can do.")
public final class Overload implements Callable<Integer> {
  private static final List<Double> SHARES = List.of(0.5, 1.0, 2.0, 4.0);
  private static final int DOCUMENTS_PER_SECOND = 100;

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(names = "--engine", defaultValue = "sqlite", description = "default: ${DEFAULT-VALUE}")
  private String engine = "";

  @Option(
      names = "--most-connections",
      defaultValue = "1000",
      description = "on which more is asked than is answered (${DEFAULT-VALUE})")
  private int mostConnections;

  @Option(names = "--seconds", defaultValue = "10", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Overload()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (Database database = Database.open(engine, options.folder(engine))) {
      AuthorityUnderTest authority =
          options.authority(JavaHome.current(), engine, database.settings());
      try (ServerProcess process = authority.start(options.core())) {
        Requests tokens = Requests.same(TokenRequest.to("/token", authority.secret()));
        Target issuing = new Target("", process, tokens);
        load.warmUp(issuing);
        // What is refused takes a way of its own, which is to be compiled too.
        new LoadGenerator(mostConnections)
            .run(process.address(), tokens, Duration.ofSeconds(seconds));
        double most = Round.run(load.generator(), issuing, Duration.ofSeconds(seconds)).perSecond();
        System.out.printf(
            Locale.ROOT,
            """

            %s; full, it issues %.0f tokens a second.

            | due, x that | due/s | tokens/s | p50 ms | p99 ms | refused/s | refused, p50 ms | p99 ms | CPU ms/s | JWK Set meanwhile, p50 ms | p99 ms |
            |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """,
            database.name(),
            most);
        for (double share : SHARES) {
          System.out.print(round(process, tokens, share, share * most));
        }
      }
    }
    return 0;
  }

  private String round(ServerProcess process, Requests tokens, double share, double perSecond)
      throws IOException, InterruptedException, ExecutionException {
    Duration time = Duration.ofSeconds(seconds);
    Requests documents = Requests.same(TokenRequest.document("/.well-known/jwks.json"));
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Duration before = process.cpuTime();
      Future<Load> beside =
          executor.submit(
              () -> new PacedLoad(4, DOCUMENTS_PER_SECOND).run(process.address(), documents, time));
      Load issued = new PacedLoad(mostConnections, perSecond).run(process.address(), tokens, time);
      Duration cpu = process.cpuTime().minus(before);
      Load read = beside.get().requireAllGood();
      boolean refused = issued.others().count() > 0;
      return String.format(
          Locale.ROOT,
          "| %.1f | %.0f | %.0f | %.1f | %.1f | %.0f | %s | %s | %.0f | %.1f | %.1f |%n",
          share,
          perSecond,
          issued.perSecond(),
          issued.good().percentileMillis(0.5),
          issued.good().percentileMillis(0.99),
          issued.othersPerSecond(),
          refused ? millis(issued.others().percentileMillis(0.5)) : "–",
          refused ? millis(issued.others().percentileMillis(0.99)) : "–",
          (double) cpu.toMillis() / seconds,
          read.good().percentileMillis(0.5),
          read.good().percentileMillis(0.99));
    } finally {
      executor.shutdownNow();
    }
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}

package dev.signet.benchmarks.acquiring;

import dev.signet.benchmarks.load.Load;
import dev.signet.benchmarks.load.LoadGenerator;
import dev.signet.benchmarks.load.PacedLoad;
import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures refusals of each kind per second, and what a good client feels of them. */
@Command(
    name = "refusing",
    mixinStandardHelpOptions = true,
    description = "Measures refusing, and what it does to others who ask meanwhile.")
public final class Refusing implements Callable<Integer> {
  /** So many failures that everything is judged. */
  private static final String ANY = "1000000";

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Option(names = "--connections", defaultValue = "64", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--good-per-second",
      defaultValue = "300",
      description = "tokens by secret that are asked for all along (${DEFAULT-VALUE})")
  private int goodPerSecond;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "seconds of each kind before it counts (${DEFAULT-VALUE})")
  private int warmUpSeconds;

  @Option(names = "--seconds", defaultValue = "20", description = "of each (${DEFAULT-VALUE})")
  private int seconds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Refusing()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Scene scene =
        Scene.prepare(
            options.authority(JavaHome.current(), "refusing"), options.folder("refusing"));
    System.out.printf(
        Locale.ROOT,
        """

        | %d tokens/s by secret, beside %d connections with | tokens/s | p50 ms | p99 ms | refused/s |
        |---|--:|--:|--:|--:|
        """,
        goodPerSecond,
        connections);
    Map<String, String> judgesAll =
        Map.of(
            "SIGNET_SIGN_IN_FAILURES", ANY,
            "SIGNET_SIGN_IN_ADDRESS_FAILURES", ANY,
            "SIGNET_SIGN_IN_ACCOUNT_FAILURES", ANY);
    try (ServerProcess process = scene.authority().with(judgesAll).start(options.core())) {
      print("nothing", scene, process, null);
      print("wrong secrets", scene, process, scene.byWrongSecret());
      print("wrong assertions, ES256", scene, process, scene.byWrongKey());
      print("wrong passwords", scene, process, scene.byWrongPassword());
    }
    try (ServerProcess process = scene.authority().start(options.core())) {
      print("nothing, limits by default", scene, process, null);
      print("unknown clients, limits by default: 429", scene, process, scene.byUnknownClient());
      print("wrong passwords, limits by default: 429", scene, process, scene.byWrongPassword());
    }
    return 0;
  }

  private void print(String name, Scene scene, ServerProcess process, @Nullable FormRequest wrong)
      throws InterruptedException, ExecutionException, IOException {
    together(scene, process, wrong, warmUpSeconds);
    System.out.print(row(name, together(scene, process, wrong, seconds)));
  }

  /** What came of those who are refused and of those who are not, at the same time. */
  private record Both(Load good, Load refused) {}

  private Both together(
      Scene scene, ServerProcess process, @Nullable FormRequest wrong, int lasting)
      throws InterruptedException, ExecutionException, IOException {
    Duration time = Duration.ofSeconds(lasting);
    Requests requests = wrong == null ? () -> null : Requests.same(wrong.bytes());
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Load> beside =
          executor.submit(
              () ->
                  new LoadGenerator(wrong == null ? 0 : connections)
                      .run(process.address(), requests, time));
      Load good =
          new PacedLoad(connections, goodPerSecond)
              .run(process.address(), Requests.same(scene.bySecret().bytes()), time)
              .requireAllGood();
      return new Both(good, beside.get());
    } finally {
      executor.shutdownNow();
    }
  }

  private static String row(String name, Both both) {
    if (both.refused().good().count() > 0) {
      throw new IllegalStateException("what must be refused had a token: " + name);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.1f | %.1f | %s |%n",
        name,
        both.good().perSecond(),
        both.good().good().percentileMillis(0.5),
        both.good().good().percentileMillis(0.99),
        both.refused().others().count() == 0
            ? "–"
            : String.format(Locale.ROOT, "%.0f", both.refused().othersPerSecond()));
  }
}

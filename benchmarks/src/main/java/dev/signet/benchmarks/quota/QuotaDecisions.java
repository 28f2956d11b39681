package dev.signet.benchmarks.quota;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.threads.Throughput;
import dev.signet.quota.HolderQuotas;
import dev.signet.quota.QuotaState.Counting;
import dev.signet.quota.count.SharedCounts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures decisions on calls of holders, where they are counted beside a bare bucket. */
@Command(
    name = "quota-decisions",
    mixinStandardHelpOptions = true,
    description =
        "Measures decisions per second of one thread and of two: bare buckets, counts in this"
            + " process, in a Redis and in a PostgreSQL of this machine. Needs a quiet machine;"
            + " leaves Redis out where there is no redis-server.")
public final class QuotaDecisions implements Callable<Integer> {
  /** Long, so that a store that is slow for a moment is measured and not left. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(5);

  @Option(names = "--data", required = true, description = "a folder for the stores")
  private Path data = Path.of("");

  @Option(names = "--holders", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
  private int holders;

  @Option(names = "--seconds", defaultValue = "3", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "after two to warm up (${DEFAULT-VALUE})")
  private int rounds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new QuotaDecisions())
            .setOverwrittenOptionsAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    CallingHolders callers = new CallingHolders(holders, Clock.system(ZoneOffset.UTC).instant());
    List<Counter> counters = new ArrayList<>();
    try (Stores stores = new Stores(data)) {
      counters.add(Counter.floor(callers));
      counters.add(Counter.of("local", HolderQuotas.local().build(), Counting.LOCAL, callers));
      stores.redis().ifPresent(redis -> counters.add(shared("Redis", redis, callers)));
      counters.add(shared("PostgreSQL", stores.postgres(), callers));
      String table = table(counters);
      System.out.println(Versions.line());
      System.out.print(table);
      counters.forEach(Counter::close);
    }
    return 0;
  }

  private static Counter shared(String name, SharedCounts counts, CallingHolders callers) {
    HolderQuotas quotas = HolderQuotas.shared(counts).longestWait(LONG_WAIT).build();
    return Counter.of(name, quotas, Counting.SHARED, callers);
  }

  /** Decisions per second of one counter, its two figures taken one after the other. */
  private record Round(double one, double two) {}

  private String table(List<Counter> counters) throws InterruptedException, ExecutionException {
    List<List<Round>> taken = new ArrayList<>();
    counters.forEach(counter -> taken.add(new ArrayList<>()));
    for (int i = -2; i < rounds; i++) {
      for (int j = 0; j < counters.size(); j++) {
        Round round = round(counters.get(j));
        if (i >= 0) {
          taken.get(j).add(round);
        }
      }
    }
    StringBuilder table =
        new StringBuilder(
            """

            | counted in | decisions/s, 1 thread | decisions/s, 2 threads \
            | us each, 1 thread | x bare (lowest-highest) |
            |---|--:|--:|--:|--:|
            """);
    for (int j = 0; j < counters.size(); j++) {
      table.append(row(counters.get(j).name(), taken.get(j), taken.get(0)));
    }
    return table.toString();
  }

  private Round round(Counter counter) throws InterruptedException, ExecutionException {
    return new Round(perSecond(counter, 1), perSecond(counter, 2));
  }

  private double perSecond(Counter counter, int threads)
      throws InterruptedException, ExecutionException {
    return Throughput.run(
            Collections.nCopies(threads, counter::decide), Duration.ofSeconds(seconds))
        .perSecond();
  }

  private static String row(String name, List<Round> taken, List<Round> floor) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      ratios.add(floor.get(i).one() / taken.get(i).one());
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f | %s |%n",
        name,
        spread(taken, Round::one),
        spread(taken, Round::two),
        spread(taken, round -> 1e6 / round.one()).median(),
        Spread.of(ratios).withDecimals(1));
  }

  private static Spread spread(List<Round> taken, ToDoubleFunction<Round> figure) {
    return Spread.of(taken.stream().map(figure::applyAsDouble).toList());
  }
}

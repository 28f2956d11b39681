package dev.signet.benchmarks.threads;

import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.GeneralSecurityException;
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

/** Measures what a second thread adds to checks of tokens never seen before. */
@Command(
    name = "two-threads",
    mixinStandardHelpOptions = true,
    description =
        "Measures checks per second of one thread and of two that share a validator, beside bare"
            + " verifications. Needs two cores and a quiet machine.")
public final class TwoThreads implements Callable<Integer> {
  private static final int MOST_CHECKS_A_SECOND = 100_000;

  @Option(
      names = "--provider",
      defaultValue = "corretto",
      description = "jdk, bouncy-castle, conscrypt or corretto; repeatable (${DEFAULT-VALUE})")
  private List<String> providers = new ArrayList<>();

  @Option(
      names = "--algorithm",
      defaultValue = "ES256,Ed25519,RS256",
      split = ",",
      description = "repeatable (${DEFAULT-VALUE})")
  private List<String> algorithms = new ArrayList<>();

  @Option(names = "--seconds", defaultValue = "3", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "after two to warm up (${DEFAULT-VALUE})")
  private int rounds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TwoThreads()).execute(arguments));
  }

  @Override
  public Integer call() throws GeneralSecurityException, InterruptedException, ExecutionException {
    StringBuilder rows =
        new StringBuilder(
            """

            | algorithm | provider | who | checks/s, 1 thread | checks/s, 2 threads \
            | x one thread (lowest-highest) | share of the raw gain |
            |---|---|---|--:|--:|--:|--:|
            """);
    for (String algorithm : algorithms) {
      for (String provider : providers) {
        rows.append(measure(TokenAlgorithm.get(algorithm), SignatureProvider.get(provider)));
      }
    }
    System.out.println(Versions.line());
    System.out.print(rows);
    return 0;
  }

  private String measure(TokenAlgorithm algorithm, SignatureProvider provider)
      throws GeneralSecurityException, InterruptedException, ExecutionException {
    TokenSupply supply =
        new TokenSupply(
            new TokenMint(algorithm, algorithm.joseName(), Clock.system(ZoneOffset.UTC).instant()));
    round(supply, provider);
    round(supply, provider);
    List<Round> taken = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      taken.add(round(supply, provider));
    }
    String start = "| " + algorithm.joseName() + " | " + provider.label() + " | ";
    return start
        + row("raw verification", taken, Round::rawOne, Round::rawTwo)
        + start
        + row("signet", taken, Round::signetOne, Round::signetTwo);
  }

  /** Checks per second of everybody, one after the other within seconds. */
  private record Round(double rawOne, double rawTwo, double signetOne, double signetTwo) {}

  private Round round(TokenSupply supply, SignatureProvider provider)
      throws GeneralSecurityException, InterruptedException, ExecutionException {
    Peer raw = Peer.floor(provider);
    Peer signet = Peer.signet(provider);
    long most = (long) MOST_CHECKS_A_SECOND * seconds;
    return new Round(
        perSecond(List.of(supply.own(raw))),
        perSecond(List.of(supply.own(raw), supply.own(raw))),
        perSecond(Collections.nCopies(1, supply.shared(signet, most))),
        perSecond(Collections.nCopies(2, supply.shared(signet, most))));
  }

  private double perSecond(List<Throughput.Work> works)
      throws InterruptedException, ExecutionException {
    return Throughput.run(works, Duration.ofSeconds(seconds)).perSecond();
  }

  private static String row(
      String who, List<Round> taken, ToDoubleFunction<Round> one, ToDoubleFunction<Round> two) {
    return String.format(
        Locale.ROOT,
        "%s | %s | %s | %s | %.2f |%n",
        who,
        spread(taken, one),
        spread(taken, two),
        spread(taken, round -> two.applyAsDouble(round) / one.applyAsDouble(round)).withDecimals(2),
        spread(
                taken,
                round ->
                    two.applyAsDouble(round)
                        / one.applyAsDouble(round)
                        / (round.rawTwo() / round.rawOne()))
            .median());
  }

  private static Spread spread(List<Round> taken, ToDoubleFunction<Round> figure) {
    return Spread.of(taken.stream().map(figure::applyAsDouble).toList());
  }
}

package dev.signet.benchmarks.checking;

import static java.util.Comparator.comparingDouble;

import dev.signet.benchmarks.checking.Readings.Role;
import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * Runs each peer on the bare JDK in turns with the floor, then this product on each provider in
 * turns with the raw verification of that provider and with the fastest of the other libraries, for
 * each algorithm, and prints two tables.
 *
 * <p>Takes the options of JMH; {@code -p algorithm=…}, {@code -p peer=…} and {@code -p provider=…}
 * narrow the choice. Without another library there is nothing to compare providers with.
 */
public final class CheckTokens {
  private final Choice choice;
  private final StringBuilder peers = new StringBuilder(CheckTables.PEERS);
  private final StringBuilder providers = new StringBuilder(CheckTables.PROVIDERS);

  private CheckTokens(Choice choice) {
    this.choice = choice;
  }

  /** Measures; takes about half a minute per row. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    CheckTokens measurement = new CheckTokens(new Choice(arguments));
    for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
      if (measurement.choice.has("algorithm", algorithm.joseName())) {
        measurement.measure(algorithm);
      }
    }
    System.out.println(Versions.line());
    System.out.print(measurement.peers.append(measurement.providers));
  }

  private void measure(TokenAlgorithm algorithm) throws RunnerException {
    List<Readings> runs = onTheJdk(algorithm);
    runs.forEach(run -> peers.append(CheckTables.peer(run)));
    Optional<String> fastest =
        runs.stream()
            .filter(run -> isStock(run.parameter("peer")))
            .min(comparingDouble(run -> run.times(Role.SUBJECT, Role.FLOOR).median()))
            .map(run -> run.parameter("peer"));
    if (fastest.isPresent()) {
      for (Readings run : onEachProvider(algorithm, fastest.get())) {
        providers.append(CheckTables.provider(run, verifiedBy(run, algorithm)));
      }
    }
  }

  private List<Readings> onTheJdk(TokenAlgorithm algorithm) throws RunnerException {
    String[] names =
        Peer.ALL.stream()
            .filter(peer -> peer.headerAlgorithm(algorithm).isPresent())
            .map(Peer::name)
            .filter(name -> choice.has("peer", name))
            .toArray(String[]::new);
    return choice.run(
        CheckBenchmark.class.getName() + ".besideFloor$",
        options ->
            options
                .param("algorithm", algorithm.joseName())
                .param("provider", SignatureProvider.JDK.label())
                .param("peer", names));
  }

  private List<Readings> onEachProvider(TokenAlgorithm algorithm, String rival)
      throws RunnerException {
    String[] labels =
        Stream.of(SignatureProvider.values())
            .map(SignatureProvider::label)
            .filter(label -> choice.has("provider", label))
            .toArray(String[]::new);
    return choice.run(
        CheckBenchmark.class.getName() + ".besideFloorAndRival",
        options ->
            options
                .param("algorithm", algorithm.joseName())
                .param("peer", "signet")
                .param("rival", rival)
                .param("provider", labels));
  }

  private static boolean isStock(String name) {
    return Peer.STOCK.stream().anyMatch(peer -> peer.name().equals(name));
  }

  private static String verifiedBy(Readings run, TokenAlgorithm algorithm) {
    TokenMint mint = new TokenMint(algorithm, algorithm.joseName(), Instant.EPOCH);
    return Peer.signet(SignatureProvider.get(run.parameter("provider"))).verifiedBy(mint);
  }
}

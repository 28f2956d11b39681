package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.tokens.SignatureProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how soon validators refuse a token that was taken back. */
@Command(
    name = "revocation-arrival",
    mixinStandardHelpOptions = true,
    description =
        "Measures the time from the answer of /revoke to the refusal by each of many validators,"
            + " by the stream and by polling. Fails if one never refuses.")
public final class RevocationArrival implements Callable<Integer> {
  private static final Duration LONGEST_BY_STREAM = Duration.ofSeconds(10);
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Option(names = "--validators", defaultValue = "200", description = "default: ${DEFAULT-VALUE}")
  private int count;

  @Option(
      names = "--revocations",
      defaultValue = "60",
      description = "while they listen to the stream (${DEFAULT-VALUE})")
  private int streamed;

  @Option(
      names = "--polled-revocations",
      defaultValue = "15",
      description = "while they only poll; each takes up to a ttl and a fifth (${DEFAULT-VALUE})")
  private int polled;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "revocations before the first that counts, by the stream (${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--ttl",
      defaultValue = "3",
      description = "seconds between two polls (${DEFAULT-VALUE})")
  private int ttlSeconds;

  @Option(names = "--provider", defaultValue = "corretto", description = "(${DEFAULT-VALUE})")
  private String provider = "";

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new RevocationArrival())
            .setOverwrittenOptionsAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arrivals byStream = byStream();
    Latencies floor = floor(byStream.eventBytes());
    Arrivals byPolling = byPolling();
    System.out.println(Versions.line());
    System.out.print(ArrivalTable.HEAD);
    System.out.print(ArrivalTable.row("stream", byStream, "p99 250"));
    System.out.print(ArrivalTable.floor(count, byStream.eventBytes(), floor));
    System.out.print(
        ArrivalTable.row(
            "polling, `ttl` " + ttlSeconds + " s", byPolling, bound(byPolling.slowestFetch())));
    System.out.print(ArrivalTable.resolution(byStream, byPolling));
    return 0;
  }

  private Arrivals byStream() throws IOException, InterruptedException {
    AuthorityUnderTest authority = options.authority(JavaHome.current(), "stream");
    try (ServerProcess process = authority.start(options.core());
        WaitingValidators validators = start(authority, true)) {
      Taking taking = new Taking(new AuthorityClient(authority), validators, LONGEST_BY_STREAM);
      taking.take(warmUp);
      Arrivals arrivals = taking.take(streamed);
      // A list of another moment would look like the measured one: it must be the same process.
      process.requireRunningFor(Duration.ZERO);
      return arrivals;
    }
  }

  private Arrivals byPolling() throws IOException, InterruptedException {
    AuthorityUnderTest authority =
        options
            .authority(JavaHome.current(), "polling")
            .with(Map.of("SIGNET_REVOCATIONS_TTL", ttlSeconds + "s"));
    try (ServerProcess process = authority.start(options.core());
        WaitingValidators validators = start(authority, false)) {
      Duration longest = Duration.ofSeconds(2L * ttlSeconds).plus(LONGEST_FETCH);
      Arrivals arrivals =
          new Taking(new AuthorityClient(authority), validators, longest).take(polled);
      process.requireRunningFor(Duration.ZERO);
      return arrivals;
    }
  }

  private WaitingValidators start(AuthorityUnderTest authority, boolean listening) {
    return WaitingValidators.start(authority, count, listening, SignatureProvider.get(provider));
  }

  private Latencies floor(int eventBytes) throws IOException, InterruptedException {
    try (LoopbackFloor floor = new LoopbackFloor(count, eventBytes)) {
      for (int i = 0; i < warmUp; i++) {
        floor.send();
      }
      List<Latencies> sent = new ArrayList<>();
      for (int i = 0; i < streamed; i++) {
        sent.add(floor.send());
      }
      return Latencies.together(sent);
    }
  }

  private String bound(Duration slowestFetch) {
    long polling = Duration.ofSeconds(ttlSeconds).multipliedBy(6).dividedBy(5).toMillis();
    return String.format(
        Locale.ROOT,
        "%d (%d and a fetch of %d)",
        polling + slowestFetch.toMillis(),
        polling,
        slowestFetch.toMillis());
  }
}

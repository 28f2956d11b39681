package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.ServerProcess;
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

/** Measures what open streams of revocations cost the authority. */
@Command(
    name = "revocation-streams",
    mixinStandardHelpOptions = true,
    description =
        "Measures what open streams cost the authority in processor time, bytes and memory: with"
            + " nothing to tell and with one revocation a second.")
public final class RevocationStreams implements Callable<Integer> {
  private static final int WARM_UP_SECONDS = 15;

  /** What the warm-up left to compile is compiled then. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Option(names = "--streams", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
  private int count;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "of each of the two phases with streams (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--seconds-without",
      defaultValue = "20",
      description = "of each of the two phases without streams (${DEFAULT-VALUE})")
  private int secondsWithout;

  private final List<StreamPhase> phases = new ArrayList<>();

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new RevocationStreams())
            .setOverwrittenOptionsAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    AuthorityUnderTest authority = options.authority(JavaHome.current(), "streams");
    AuthorityClient client = new AuthorityClient(authority);
    try (ServerProcess process = authority.start(options.core())) {
      double before = process.residentMebibytes();
      warmUp(process, client);
      measure(process, client, 0, secondsWithout);
      measure(process, client, count, seconds);
      System.out.println(Versions.line());
      System.out.print(StreamTable.of(phases));
      System.out.printf(
          Locale.ROOT, "%nMiB before the first stream, and before any warm-up: %.0f.%n", before);
    }
    return 0;
  }

  private void warmUp(ServerProcess process, AuthorityClient client)
      throws IOException, InterruptedException {
    try (OpenStreams streams = new OpenStreams(process.address(), count, client.sequence())) {
      run(process, client, streams, WARM_UP_SECONDS);
    }
    process.requireRunningFor(SETTLING);
  }

  private void measure(ServerProcess process, AuthorityClient client, int open, int length)
      throws IOException, InterruptedException {
    try (OpenStreams streams = new OpenStreams(process.address(), open, client.sequence())) {
      phases.add(StreamPhase.run(process, client, streams, List.of(), Duration.ofSeconds(length)));
      phases.add(run(process, client, streams, length));
    }
  }

  /** With the tokens issued before, so that only taking back is in the time. */
  private static StreamPhase run(
      ServerProcess process, AuthorityClient client, OpenStreams streams, int length)
      throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    while (tokens.size() < length) {
      tokens.add(client.issue());
    }
    return StreamPhase.run(process, client, streams, tokens, Duration.ofSeconds(length));
  }
}

package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.load.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many tokens the authority issues, beside what its stack can do at best. */
@Command(
    name = "issue-load",
    mixinStandardHelpOptions = true,
    description = "Measures how many tokens the authority issues, beside two floors.")
public final class IssueLoad implements Callable<Integer> {
  private static final int SIGNING_FLOOR = 2;

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--warm-up",
      defaultValue = "50",
      description = "processor seconds that each server spends before it counts (${DEFAULT-VALUE})")
  private int warmUpSeconds;

  @Option(names = "--seconds", defaultValue = "10", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "per server (${DEFAULT-VALUE})")
  private int rounds;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new IssueLoad()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StringBuilder rows = new StringBuilder(IssueTable.HEAD);
    for (JavaHome java : options.javas()) {
      rows.append(measure(java));
    }
    System.out.print(rows);
    return 0;
  }

  private String measure(JavaHome java) throws IOException, InterruptedException {
    AuthorityUnderTest authority = options.authority(java);
    AuthorityUnderTest trusting =
        authority.with(Map.of("SIGNET_KEYS_VERIFY_SIGNATURES", "false")).anotherNode();
    try (ServerProcess real = authority.start(options.core());
        ServerProcess unverified = trusting.start(options.core());
        ServerProcess floor = ServerProcess.start(java, options.core(), options.floor())) {
      List<Target> targets =
          List.of(
              asked("authority", real, "/token", authority),
              asked("authority, verifySignatures: false", unverified, "/token", authority),
              asked("floor: signs only", floor, "/token", authority),
              asked("floor: signs and verifies", floor, "/verified", authority),
              asked("floor: fixed body", floor, "/fixed", authority));
      for (Target target : targets) {
        Round.warmUp(options.generator(), target, Duration.ofSeconds(warmUpSeconds));
      }
      return IssueTable.rows(
          java.version(),
          targets.stream().map(Target::name).toList(),
          SIGNING_FLOOR,
          rounds(targets));
    }
  }

  private static Target asked(
      String name, ServerProcess process, String path, AuthorityUnderTest authority)
      throws IOException, InterruptedException {
    byte[] request = TokenRequest.to(path, authority.secret());
    process.awaitFirst(request);
    return new Target(name, process, Requests.same(request));
  }

  /** Servers take turns, so that a busy moment of the machine falls on all of them. */
  private List<List<Round>> rounds(List<Target> targets) throws IOException {
    List<List<Round>> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      List<Round> round = new ArrayList<>();
      for (Target target : targets) {
        round.add(Round.run(options.generator(), target, Duration.ofSeconds(seconds)));
      }
      measured.add(round);
    }
    return measured;
  }
}

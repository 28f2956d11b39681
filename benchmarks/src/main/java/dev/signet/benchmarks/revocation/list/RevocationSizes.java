package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.revocation.AuthorityClient;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the bytes of revocation lists, and what they cost on both sides. */
@Command(
    name = "revocation-sizes",
    mixinStandardHelpOptions = true,
    description =
        "Measures the bytes of lists, deltas and events beside a bound and a Token Status List,"
            + " and what they cost the authority and a validator.")
public final class RevocationSizes implements Callable<Integer> {
  private static final Duration LIFETIME = Duration.ofHours(1);

  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Option(
      names = "--entries",
      split = ",",
      defaultValue = "0,100,10000,1000000",
      description = "revoked tokens, the empty list first (${DEFAULT-VALUE})")
  private List<Integer> entries = new ArrayList<>();

  private final Clock clock = Clock.system(ZoneOffset.UTC);

  /** Measures and prints three tables. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new RevocationSizes())
            .setOverwrittenOptionsAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SizeTables tables =
        new SizeTables(new TokenMint(TokenAlgorithm.ES256, "ES256", clock.instant()));
    for (int count : entries) {
      measure(count, tables);
    }
    System.out.println(Versions.line());
    System.out.print(tables);
    return 0;
  }

  private void measure(int count, SizeTables tables) throws IOException, InterruptedException {
    AuthorityUnderTest authority = options.authority(JavaHome.current(), "entries-" + count);
    Instant now = clock.instant();
    new RevocationDatabase(authority.database()).fill(count, now, now.plus(LIFETIME));
    try (ServerProcess process = authority.start(options.core())) {
      AuthorityClient client = new AuthorityClient(authority);
      CapturedAuthority captured = new CapturedAuthority(client);
      PublishedSizes sizes = PublishedSizes.measure(client, captured);
      tables.add(count, sizes, ValidatorCosts.measure(authority.issuer(), captured));
      process.requireRunningFor(Duration.ZERO);
    }
  }
}

package dev.signet.benchmarks.storm;

import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.benchmarks.figures.Versions;
import dev.signet.benchmarks.tokens.KeyServer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures good tokens while strangers send tokens of unknown keys (hostile inputs D04 and D05).
 */
@Command(
    name = "bogus-kids",
    mixinStandardHelpOptions = true,
    description =
        "Measures how long good tokens take while as many tokens with distinct unknown kids come,"
            + " with the authority up and hanging, beside nothing and beside cheap refusals.")
public final class BogusKids implements Callable<Integer> {
  private static final Duration FIRST_KEYS = Duration.ofSeconds(10);

  @Option(names = "--algorithm", defaultValue = "ES256", description = "(${DEFAULT-VALUE})")
  private String algorithm = "";

  @Option(names = "--provider", defaultValue = "corretto", description = "(${DEFAULT-VALUE})")
  private String provider = "";

  @Option(
      names = "--bogus",
      defaultValue = "10000",
      description = "tokens of strangers per second (${DEFAULT-VALUE})")
  private int bogusPerSecond;

  @Option(
      names = "--good",
      defaultValue = "1000",
      description = "good tokens per second (${DEFAULT-VALUE})")
  private int goodPerSecond;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "of a phase; from 10 on each has a fetch of its own (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "6",
      description = "of all phases, after one to warm up (${DEFAULT-VALUE})")
  private int rounds;

  /** Measures and prints two tables. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BogusKids()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TokenAlgorithm chosen = TokenAlgorithm.get(algorithm);
    TokenMint mint =
        new TokenMint(chosen, chosen.joseName(), Clock.system(ZoneOffset.UTC).instant());
    try (KeyServer authority = KeyServer.start(new JWKSet(mint.publicJwk()).toString());
        TokenValidator validator =
            TokenValidator.forAuthority(TokenMint.ISSUER, TokenMint.AUDIENCE)
                .jwksUri(authority.address())
                .cryptoProvider(SignatureProvider.get(provider).open(chosen))
                .build()) {
      if (!validator.awaitKeys(FIRST_KEYS)) {
        throw new IllegalStateException("no keys: " + validator.state());
      }
      GoodTraffic good = new GoodTraffic(validator, mint, goodPerSecond);
      String example = mint.sign(mint.claims()).text();
      Storm storm =
          new Storm(authority, validator, good, new Strangers(algorithm, example, bogusPerSecond));
      List<Map<Phase, PhaseResult>> measured = new ArrayList<>();
      storm.round(Duration.ofSeconds(seconds));
      for (int i = 0; i < rounds; i++) {
        measured.add(storm.round(Duration.ofSeconds(seconds)));
      }
      System.out.println(Versions.line());
      System.out.print(new StormTable(measured));
    }
    return 0;
  }
}

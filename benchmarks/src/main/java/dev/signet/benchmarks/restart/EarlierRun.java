package dev.signet.benchmarks.restart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.benchmarks.tokens.KeyServer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What an earlier run of a provider left on the disk, and a token for the next one.
 *
 * @param state the directory with the keys
 * @param keySet where they were fetched from
 * @param token a file with a token
 * @param parts a file with the key, the input and the signature of that token
 */
record EarlierRun(Path state, URI keySet, Path token, Path parts) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Runs a validator until it has kept what the authority publishes. */
  static EarlierRun with(KeyServer authority, TokenMint mint, Path folder) throws IOException {
    Path state = folder.resolve("state");
    try (TokenValidator validator =
        TokenValidator.forAuthority(TokenMint.ISSUER, TokenMint.AUDIENCE)
            .jwksUri(authority.address())
            .keepStateIn(state)
            .build()) {
      if (!validator.awaitKeys(LONGEST)) {
        throw new IllegalStateException("no keys: " + validator.state());
      }
      awaitFileIn(state);
    }
    PresentedToken token = mint.sign(mint.claims());
    Base64.Encoder base64 = Base64.getEncoder();
    return new EarlierRun(
        state,
        authority.address(),
        Files.writeString(folder.resolve("token"), token.text(), US_ASCII),
        Files.write(
            folder.resolve("parts"),
            List.of(
                base64.encodeToString(mint.publicKey().getEncoded()),
                base64.encodeToString(token.signingInput()),
                base64.encodeToString(token.signature())),
            US_ASCII));
  }

  /** A mint of ES256 and of the present. */
  static TokenMint mint() {
    return new TokenMint(TokenAlgorithm.ES256, "ES256", Clock.system(ZoneOffset.UTC).instant());
  }

  static KeyServer authorityOf(TokenMint mint) throws IOException {
    return KeyServer.start(new JWKSet(mint.publicJwk()).toString());
  }

  private static void awaitFileIn(Path state) throws IOException {
    long start = System.nanoTime();
    while (!hasFile(state)) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IllegalStateException("the validator keeps nothing in " + state);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static boolean hasFile(Path state) throws IOException {
    if (!Files.isDirectory(state)) {
      return false;
    }
    try (Stream<Path> files = Files.list(state)) {
      return files.anyMatch(file -> file.toString().endsWith(".snapshot"));
    }
  }
}

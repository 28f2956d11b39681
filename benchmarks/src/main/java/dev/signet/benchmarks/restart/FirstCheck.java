package dev.signet.benchmarks.restart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A provider that starts with keys on the disk and checks one token, as small as it can be. */
final class FirstCheck {
  private FirstCheck() {}

  /** Takes the state directory, the address of the key set and a file with the token. */
  public static void main(String[] arguments) throws IOException {
    long begin = System.nanoTime();
    String token = Files.readString(Path.of(arguments[2]), US_ASCII);
    try (TokenValidator validator = build(Path.of(arguments[0]), URI.create(arguments[1]))) {
      Verdict verdict = validator.checkToken(token);
      long end = System.nanoTime();
      if (!(verdict instanceof Verdict.Accepted)) {
        throw new IllegalStateException("the token was not accepted: " + verdict);
      }
      System.out.println((end - begin) / 1000);
    }
  }

  static TokenValidator build(Path state, URI keySet) {
    return TokenValidator.forAuthority(TokenMint.ISSUER, TokenMint.AUDIENCE)
        .jwksUri(keySet)
        .keepStateIn(state)
        .build();
  }
}

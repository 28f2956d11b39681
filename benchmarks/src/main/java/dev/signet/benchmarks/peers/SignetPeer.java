package dev.signet.benchmarks.peers;

import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.Algorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.ValidatorState;
import java.util.Objects;
import java.util.Optional;

/**
 * This product, with keys given to it: what it does per check is the same as with fetched ones. Its
 * checkers are thread-safe.
 *
 * @param provider to verify with, for what it does correctly
 */
public record SignetPeer(SignatureProvider provider) implements Peer {
  @Override
  public String name() {
    return "signet";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) {
    TokenValidator validator = validator(mint).build();
    return token -> validator.checkToken(token.text()).orThrow();
  }

  /** A validator of the tokens of one mint, with the defaults of everything else. */
  public TokenValidatorBuilder validator(TokenMint mint) {
    return TokenValidator.forAuthority(TokenMint.ISSUER, TokenMint.AUDIENCE)
        .keys(new JWKSet(mint.publicJwk()).toString())
        .cryptoProvider(provider.open(mint.algorithm()));
  }

  /** Whom it took to verify: the provider, or another if that one failed its self-test. */
  public String verifiedBy(TokenMint mint) {
    try (TokenValidator validator = validator(mint).build()) {
      Algorithm algorithm =
          switch (mint.algorithm()) {
            case ES256 -> Algorithm.ES256;
            case ED25519 -> Algorithm.ED25519;
            case RS256 -> Algorithm.RS256;
          };
      ValidatorState.CryptoProvider chosen = validator.state().providers().get(algorithm);
      return Objects.requireNonNull(chosen, "nobody verifies").name();
    }
  }
}

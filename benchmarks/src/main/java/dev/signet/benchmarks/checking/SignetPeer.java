package dev.signet.benchmarks.checking;

import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.validator.TokenValidator;
import java.util.Optional;

/** This product, with keys given to it: what it does per check is the same as with fetched ones. */
record SignetPeer() implements Peer {
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
    TokenValidator validator =
        TokenValidator.forAuthority(TokenMint.ISSUER, TokenMint.AUDIENCE)
            .keys(new JWKSet(mint.publicJwk()).toString())
            .build();
    return token -> validator.checkToken(token.text()).orThrow();
  }
}

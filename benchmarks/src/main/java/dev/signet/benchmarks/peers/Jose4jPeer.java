package dev.signet.benchmarks.peers;

import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** jose4j; it knows Ed25519 by the deprecated name {@code EdDSA} alone. */
record Jose4jPeer() implements Peer {
  @Override
  public String name() {
    return "jose4j";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm == TokenAlgorithm.ED25519 ? "EdDSA" : algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) {
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(List.of(jwk(mint))))
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT, headerAlgorithm(mint.algorithm()).orElseThrow()))
            .setExpectedIssuer(TokenMint.ISSUER)
            .setExpectedAudience(TokenMint.AUDIENCE)
            .setExpectedType(true, TokenMint.TYPE)
            .setRequireSubject()
            .setRequireIssuedAt()
            .setRequireExpirationTime()
            .setRequireJwtId()
            .build();
    return token -> consumer.process(token.text());
  }

  private JsonWebKey jwk(TokenMint mint) {
    try {
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(mint.publicKey());
      jwk.setKeyId(mint.publicJwk().getKeyID());
      return jwk;
    } catch (JoseException e) {
      throw new IllegalStateException("jose4j does not take a key of " + mint.algorithm(), e);
    }
  }
}

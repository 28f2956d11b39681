package dev.signet.benchmarks.peers;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.InvalidClaimException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** auth0's java-jwt; it has no Ed25519, and leaves the type to its user. */
record JavaJwtPeer() implements Peer {
  @Override
  public String name() {
    return "java-jwt";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return algorithm == TokenAlgorithm.ED25519
        ? Optional.empty()
        : Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) {
    JWTVerifier verifier =
        JWT.require(algorithm(mint))
            .withIssuer(TokenMint.ISSUER)
            .withAudience(TokenMint.AUDIENCE)
            .withClaimPresence("sub")
            .withClaimPresence("client_id")
            .withClaimPresence("iat")
            .withClaimPresence("exp")
            .withClaimPresence("jti")
            .build();
    return token -> typed(verifier.verify(token.text()));
  }

  private static DecodedJWT typed(DecodedJWT token) {
    if (!TokenMint.TYPE.equals(token.getType())) {
      throw new InvalidClaimException("not an access token");
    }
    return token;
  }

  private static Algorithm algorithm(TokenMint mint) {
    return switch (mint.algorithm()) {
      case ES256 -> Algorithm.ECDSA256((ECPublicKey) mint.publicKey());
      case RS256 -> Algorithm.RSA256((RSAPublicKey) mint.publicKey());
      case ED25519 -> throw new IllegalArgumentException("java-jwt has no Ed25519");
    };
  }
}

package dev.signet.benchmarks.peers;

import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.util.Optional;

/**
 * jjwt; it knows Ed25519 by the deprecated name {@code EdDSA} alone, and leaves the type and claims
 * that must be there to its user.
 */
record JjwtPeer() implements Peer {
  @Override
  public String name() {
    return "jjwt";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm(algorithm).getId());
  }

  @Override
  public Checker checker(TokenMint mint) {
    JwtParser parser =
        Jwts.parser()
            .verifyWith(mint.publicKey())
            .sig()
            .clear()
            .add(algorithm(mint.algorithm()))
            .and()
            .requireIssuer(TokenMint.ISSUER)
            .requireAudience(TokenMint.AUDIENCE)
            .build();
    return token -> complete(parser.parseSignedClaims(token.text()));
  }

  private static Jws<Claims> complete(Jws<Claims> token) {
    Claims claims = token.getPayload();
    boolean complete =
        TokenMint.TYPE.equals(token.getHeader().getType())
            && claims.getSubject() != null
            && claims.containsKey("client_id")
            && claims.getIssuedAt() != null
            && claims.getExpiration() != null
            && claims.getId() != null;
    if (!complete) {
      throw new UnsupportedJwtException("not an access token");
    }
    return token;
  }

  private static SignatureAlgorithm algorithm(TokenAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> Jwts.SIG.ES256;
      case ED25519 -> Jwts.SIG.EdDSA;
      case RS256 -> Jwts.SIG.RS256;
    };
  }
}

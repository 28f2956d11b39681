package dev.signet.benchmarks.peers;

import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.jwt.JwkSetConverter;
import com.google.crypto.tink.jwt.JwtInvalidException;
import com.google.crypto.tink.jwt.JwtPublicKeyVerify;
import com.google.crypto.tink.jwt.JwtSignatureConfig;
import com.google.crypto.tink.jwt.JwtValidator;
import com.google.crypto.tink.jwt.VerifiedJwt;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Tink; its tokens have no Ed25519, and claims that must be there are left to its user. */
record TinkPeer() implements Peer {
  @Override
  public String name() {
    return "tink";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return algorithm == TokenAlgorithm.ED25519
        ? Optional.empty()
        : Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) throws GeneralSecurityException {
    JwtSignatureConfig.register();
    JwtPublicKeyVerify verifier = verifier(mint);
    JwtValidator validator =
        JwtValidator.newBuilder()
            .expectIssuer(TokenMint.ISSUER)
            .expectAudience(TokenMint.AUDIENCE)
            .expectTypeHeader(TokenMint.TYPE)
            .expectIssuedInThePast()
            .build();
    return token -> complete(verifier.verifyAndDecode(token.text(), validator));
  }

  private static JwtPublicKeyVerify verifier(TokenMint mint) throws GeneralSecurityException {
    try {
      return JwkSetConverter.toPublicKeysetHandle(new JWKSet(mint.publicJwk()).toString())
          .getPrimitive(RegistryConfiguration.get(), JwtPublicKeyVerify.class);
    } catch (IOException e) {
      throw new IllegalStateException("Tink does not read a JWK Set of " + mint.algorithm(), e);
    }
  }

  private static VerifiedJwt complete(VerifiedJwt token) throws JwtInvalidException {
    if (!token.hasSubject() || !token.hasStringClaim("client_id") || !token.hasJwtId()) {
      throw new JwtInvalidException("not an access token");
    }
    return token;
  }
}

package dev.signet.benchmarks.checking;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** nimbus-jose-jwt: its stock processor; Ed25519 would need Tink and a verifier factory. */
record NimbusPeer() implements Peer {
  @Override
  public String name() {
    return "nimbus-jose-jwt";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return algorithm == TokenAlgorithm.ED25519
        ? Optional.empty()
        : Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenMint.TYPE)));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.parse(mint.algorithm().joseName()),
            new ImmutableJWKSet<>(new JWKSet(mint.publicJwk()))));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            TokenMint.AUDIENCE,
            new JWTClaimsSet.Builder().issuer(TokenMint.ISSUER).build(),
            Set.of("sub", "client_id", "iat", "exp", "jti")));
    @Nullable SecurityContext none = null;
    return token -> processor.process(token.text(), none);
  }
}

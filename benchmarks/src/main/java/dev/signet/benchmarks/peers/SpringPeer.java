package dev.signet.benchmarks.peers;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Spring Security's decoder with its own RFC 9068 rules; it has no Ed25519. */
record SpringPeer() implements Peer {
  @Override
  public String name() {
    return "spring-security";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.ofNullable(SignatureAlgorithm.from(algorithm.joseName()))
        .map(SignatureAlgorithm::getName);
  }

  @Override
  public Checker checker(TokenMint mint) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(new JWKSet(mint.publicJwk())))
            .jwsAlgorithm(
                Objects.requireNonNull(SignatureAlgorithm.from(mint.algorithm().joseName())))
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenMint.TYPE))))
            .build();
    decoder.setJwtValidator(
        JwtValidators.createAtJwtValidator()
            .issuer(TokenMint.ISSUER)
            .audience(TokenMint.AUDIENCE)
            .clientId("billing")
            .build());
    return token -> decoder.decode(token.text());
  }
}

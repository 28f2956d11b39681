package dev.signet.benchmarks.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** nimbus-jose-jwt: its stock processor; Ed25519 by Tink, with a verifier handed to it. */
record NimbusPeer() implements Peer {
  @Override
  public String name() {
    return "nimbus-jose-jwt";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenMint.TYPE)));
    if (mint.algorithm() == TokenAlgorithm.ED25519) {
      useEd25519(processor, mint);
    } else {
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(
              JWSAlgorithm.parse(mint.algorithm().joseName()),
              new ImmutableJWKSet<>(new JWKSet(mint.publicJwk()))));
    }
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            TokenMint.AUDIENCE,
            new JWTClaimsSet.Builder().issuer(TokenMint.ISSUER).build(),
            Set.of("sub", "client_id", "iat", "exp", "jti")));
    @Nullable SecurityContext none = null;
    return token -> processor.process(token.text(), none);
  }

  /** The stock selector and factory know no key of this kind. */
  private static void useEd25519(DefaultJWTProcessor<SecurityContext> processor, TokenMint mint) {
    String keyId = mint.publicJwk().getKeyID();
    List<Key> known = List.of(mint.publicKey());
    processor.setJWSKeySelector(
        (header, context) ->
            header.getAlgorithm().equals(JWSAlgorithm.Ed25519) && keyId.equals(header.getKeyID())
                ? known
                : List.of());
    processor.setJWSVerifierFactory(factory(mint));
  }

  private static JWSVerifierFactory factory(TokenMint mint) {
    try {
      JWSVerifier verifier = new Ed25519Verifier(mint.publicJwk().toOctetKeyPair());
      return new DefaultJWSVerifierFactory() {
        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) {
          return verifier;
        }
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("a key just made is not of Ed25519", e);
    }
  }
}

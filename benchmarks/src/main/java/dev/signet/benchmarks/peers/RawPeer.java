package dev.signet.benchmarks.peers;

import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import java.util.Optional;

/**
 * The floor: one verification by a provider, the bytes ready in its hands.
 *
 * <p>Nothing is parsed and no claim is looked at, so everything a library costs above this is its
 * own work.
 *
 * @param engine where the {@code Signature} comes from
 */
record RawPeer(SignatureProvider from, Engine engine) implements Peer {
  private static final String ECDSA_IN_DER = "SHA256withECDSA";

  /** Where the {@code Signature} comes from. */
  enum Engine {
    /** A new one per call, as thread-safe code without a pool must. */
    PER_CALL,
    /** One for all calls, as only a single thread may. */
    REUSED
  }

  @Override
  public String name() {
    return from.label() + '-' + engine.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) throws GeneralSecurityException {
    Ready ready = Ready.of(mint, from.open(mint.algorithm()));
    Signature kept = ready.open();
    return engine == Engine.REUSED
        ? token -> ready.verify(kept, token)
        : token -> ready.verify(ready.open(), token);
  }

  /** A provider with a key, as the provider has it. */
  private record Ready(Provider provider, String signatureName, PublicKey key) {
    static Ready of(TokenMint mint, Provider provider) throws GeneralSecurityException {
      String name = mint.algorithm().signatureName();
      boolean inJoseForm = provider.getService("Signature", name) != null;
      return new Ready(provider, inJoseForm ? name : ECDSA_IN_DER, key(mint, provider));
    }

    /** Corretto has no factory for Ed25519 and takes the platform's keys. */
    private static PublicKey key(TokenMint mint, Provider provider)
        throws GeneralSecurityException {
      PublicKey key = mint.publicKey();
      String type = mint.algorithm().keyType();
      return provider.getService("KeyFactory", type) == null
          ? key
          : KeyFactory.getInstance(type, provider)
              .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    Signature open() throws GeneralSecurityException {
      Signature signature = Signature.getInstance(signatureName, provider);
      signature.initVerify(key);
      return signature;
    }

    Object verify(Signature signature, PresentedToken token) throws SignatureException {
      signature.update(token.signingInput());
      byte[] bytes = signatureName.equals(ECDSA_IN_DER) ? token.derSignature() : token.signature();
      if (!signature.verify(bytes)) {
        throw new SignatureException("the signature is bad");
      }
      return token;
    }
  }
}

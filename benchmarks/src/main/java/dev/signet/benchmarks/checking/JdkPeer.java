package dev.signet.benchmarks.checking;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Locale;
import java.util.Optional;

/**
 * The floor: one verification by the platform, the bytes ready in its hands.
 *
 * <p>Nothing is parsed and no claim is looked at, so everything a library costs above this is its
 * own work.
 *
 * @param engine where the {@code Signature} comes from
 */
record JdkPeer(Engine engine) implements Peer {
  /** Where the {@code Signature} comes from. */
  enum Engine {
    /** A new one per call, as thread-safe code without a pool must. */
    PER_CALL,
    /** One for all calls, as only a single thread may. */
    REUSED
  }

  @Override
  public String name() {
    return "jdk-" + engine.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm.joseName());
  }

  @Override
  public Checker checker(TokenMint mint) throws GeneralSecurityException {
    Signature kept = ready(mint);
    return engine == Engine.REUSED
        ? token -> verify(kept, token)
        : token -> verify(ready(mint), token);
  }

  private static Signature ready(TokenMint mint) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(mint.algorithm().signatureName());
    signature.initVerify(mint.publicKey());
    return signature;
  }

  private static Object verify(Signature signature, PresentedToken token)
      throws SignatureException {
    signature.update(token.signingInput());
    if (!signature.verify(token.signature())) {
      throw new SignatureException("the signature is bad");
    }
    return token;
  }
}

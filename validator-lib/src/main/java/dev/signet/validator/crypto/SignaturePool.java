package dev.signet.validator.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Verifies under one key with engines that are made once and used again; thread-safe.
 *
 * <p>A thread takes the engine of its stripe out and puts it back, so no two threads share one and
 * none waits. Stripes are not bound to threads: virtual threads by the million leave no more
 * engines behind than there are stripes.
 */
final class SignaturePool implements SignatureVerifier {
  /** References this far apart lie in different cache lines. */
  private static final int STRIDE = 16;

  private static final int STRIPES =
      Integer.highestOneBit(Math.min(64, 4 * Runtime.getRuntime().availableProcessors()));

  private final Engine engine;
  private final PublicKey key;
  private final AtomicReferenceArray<@Nullable Signature> idle =
      new AtomicReferenceArray<>(STRIPES * STRIDE);

  /**
   * Tries the key once, so that a key the provider does not take fails here and not in a check.
   *
   * @throws InvalidKeyException if the provider cannot verify with this key
   */
  SignaturePool(Engine engine, byte[] subjectPublicKeyInfo) throws InvalidKeyException {
    this.engine = engine;
    try {
      key = engine.key(subjectPublicKeyInfo);
      idle.set(0, engine.open(key));
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException(engine.provider().getName() + " does not take the key", e);
    }
  }

  @Override
  public boolean verify(byte[] input, int length, byte[] signature) {
    if (LongInput.is(engine.scheme(), length)) {
      return LongInput.verify(engine.scheme(), key.getEncoded(), input, length, signature);
    }
    int stripe = stripe();
    try {
      Signature verifier = take(stripe);
      verifier.update(input, 0, length);
      boolean good = verifier.verify(engine.encoded(signature));
      // Only an engine that answered goes back: one that threw may be half way through an input.
      idle.set(stripe, verifier);
      return good;
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was good at first is not any more", e);
    }
  }

  private Signature take(int stripe) throws GeneralSecurityException {
    Signature taken = idle.getAndSet(stripe, null);
    return taken == null ? engine.open(key) : taken;
  }

  private static int stripe() {
    // Fibonacci hashing spreads ids that follow one another.
    int spread = (int) Thread.currentThread().getId() * 0x9E3779B9;
    return (spread >>> 16 & (STRIPES - 1)) * STRIDE;
  }
}

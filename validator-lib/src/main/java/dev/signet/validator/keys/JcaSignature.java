package dev.signet.validator.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** One key under one algorithm of the platform: the one place where its engines are obtained. */
final class JcaSignature {
  private final String algorithm;
  private final PublicKey key;

  /**
   * Tries the key once, so that a platform without the algorithm fails here and not in a check.
   *
   * @throws InvalidKeyException if the platform cannot verify with this key
   */
  JcaSignature(String algorithm, PublicKey key) throws InvalidKeyException {
    this.algorithm = algorithm;
    this.key = key;
    try {
      engine();
    } catch (NoSuchAlgorithmException e) {
      throw new InvalidKeyException("the platform has no " + algorithm, e);
    }
  }

  boolean verify(byte[] input, byte[] signature) {
    try {
      Signature engine = engine();
      engine.update(input);
      return engine.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was good at first is not any more", e);
    }
  }

  private Signature engine() throws NoSuchAlgorithmException, InvalidKeyException {
    Signature engine = Signature.getInstance(algorithm);
    engine.initVerify(key);
    return engine;
  }
}

package dev.signet.authority.keys.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * One algorithm of one provider. Immutable and thread-safe.
 *
 * @param name what the provider is called
 */
record SigningEngine(SigningAlgorithm algorithm, Provider provider, String name) {

  /** The private half as the provider has it, made from the encoding that all of them read. */
  PrivateKey privateKey(SigningKey key) throws GeneralSecurityException {
    return keyFactory().generatePrivate(new PKCS8EncodedKeySpec(key.privateKey().getEncoded()));
  }

  /** The public half as the provider has it. */
  PublicKey publicKey(SigningKey key) throws GeneralSecurityException {
    return keyFactory().generatePublic(new X509EncodedKeySpec(key.publicKey().getEncoded()));
  }

  byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm.signatureName(), provider);
    signature.initSign(key);
    signature.update(input);
    return signature.sign();
  }

  /** Whether a signature is good; one that cannot be read is not. */
  boolean verifies(PublicKey key, byte[] input, byte[] signature) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm.signatureName(), provider);
    verifier.initVerify(key);
    verifier.update(input);
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    }
  }

  KeyFactory keyFactory() throws GeneralSecurityException {
    // Corretto's Ed25519 has no factory of its own and takes the platform's keys.
    return provider.getService("KeyFactory", algorithm.keyType()) == null
        ? KeyFactory.getInstance(algorithm.keyType())
        : KeyFactory.getInstance(algorithm.keyType(), provider);
  }
}

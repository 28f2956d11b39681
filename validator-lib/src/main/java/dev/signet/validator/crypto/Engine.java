package dev.signet.validator.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/**
 * One algorithm of one provider; immutable and thread-safe.
 *
 * @param signatureName what this provider calls the algorithm
 */
record Engine(Scheme scheme, Provider provider, String signatureName) {

  /** The key as the provider has it, made from the encoding that all of them read (RFC 5280). */
  PublicKey key(byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
    return keyFactory().generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
  }

  /** A fresh engine, ready to verify. */
  Signature open(PublicKey key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(signatureName, provider);
    signature.initVerify(key);
    return signature;
  }

  /** The signature as this engine reads it. */
  byte[] encoded(byte[] joseSignature) {
    return signatureName.equals(Scheme.ECDSA_IN_DER)
        ? EcdsaDer.encode(joseSignature)
        : joseSignature;
  }

  private KeyFactory keyFactory() throws NoSuchAlgorithmException {
    for (String name : scheme.keyType().factories()) {
      if (provider.getService("KeyFactory", name) != null) {
        return KeyFactory.getInstance(name, provider);
      }
    }
    // Corretto's Ed25519 has no factory of its own and takes the platform's keys.
    return KeyFactory.getInstance(scheme.keyType().factories().get(0));
  }
}

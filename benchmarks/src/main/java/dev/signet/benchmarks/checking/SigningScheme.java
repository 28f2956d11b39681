package dev.signet.benchmarks.checking;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** What the authority can sign with, and keys for it as a provider likes them best. */
enum SigningScheme {
  ES256("ES256", "EC", "SHA256withECDSAinP1363Format"),
  ED25519("Ed25519", "Ed25519", "Ed25519"),
  RS256("RS256", "RSA", "SHA256withRSA"),
  ML_DSA_65("ML-DSA-65", "ML-DSA-65", "ML-DSA");

  private final String joseName;
  private final String keyType;
  private final String signatureName;

  SigningScheme(String joseName, String keyType, String signatureName) {
    this.joseName = joseName;
    this.keyType = keyType;
    this.signatureName = signatureName;
  }

  static SigningScheme get(String joseName) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.joseName.equals(joseName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no algorithm is called " + joseName));
  }

  String joseName() {
    return joseName;
  }

  String signatureName() {
    return signatureName;
  }

  KeyPair keysFor(Provider provider) throws GeneralSecurityException {
    if (this == ML_DSA_65) {
      // Each its own: providers write private keys in different forms.
      return KeyPairGenerator.getInstance(keyType, provider).generateKeyPair();
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
    generator.initialize(parameters());
    KeyPair made = generator.generateKeyPair();
    if (provider.getService("KeyFactory", keyType) == null) {
      return made;
    }
    KeyFactory factory = KeyFactory.getInstance(keyType, provider);
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(made.getPublic().getEncoded())),
        factory.generatePrivate(new PKCS8EncodedKeySpec(made.getPrivate().getEncoded())));
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case ES256 -> new ECGenParameterSpec("secp256r1");
      case ED25519 -> NamedParameterSpec.ED25519;
      case RS256 -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
      case ML_DSA_65 -> throw new IllegalStateException("its type says it all");
    };
  }
}

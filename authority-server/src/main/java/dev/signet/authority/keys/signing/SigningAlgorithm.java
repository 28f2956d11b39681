package dev.signet.authority.keys.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;

/**
 * The algorithms that the authority signs with; names of RFC 7518 §3.1, RFC 9864 §2.2 and RFC 9964.
 */
public enum SigningAlgorithm {
  /** ECDSA with P-256 and SHA-256. */
  ES256("ES256", "EC", "SHA256withECDSAinP1363Format"),
  /** EdDSA with Curve25519. */
  ED25519("Ed25519", "Ed25519", "Ed25519"),
  /** RSA PKCS#1 v1.5 with SHA-256 and a modulus of 3072 bits. */
  RS256("RS256", "RSA", "SHA256withRSA"),
  /** ML-DSA-65 in its pure form with an empty context, which resists quantum computers. */
  ML_DSA_65("ML-DSA-65", "ML-DSA-65", "ML-DSA");

  private static final int RSA_BITS = 3072;

  private final String joseName;
  private final String keyType;
  private final String signatureName;

  SigningAlgorithm(String joseName, String keyType, String signatureName) {
    this.joseName = joseName;
    this.keyType = keyType;
    this.signatureName = signatureName;
  }

  /** The algorithm of a JOSE name; exact, as names are case-sensitive. */
  public static Optional<SigningAlgorithm> find(String joseName) {
    return Arrays.stream(values()).filter(a -> a.joseName.equals(joseName)).findFirst();
  }

  /** All names as a sentence lists them: the last after an "or". */
  public static String names() {
    String last = values()[values().length - 1].joseName;
    return Arrays.stream(values())
            .map(SigningAlgorithm::joseName)
            .filter(name -> !name.equals(last))
            .collect(Collectors.joining(", "))
        + " or "
        + last;
  }

  /** The name in the header of a token. */
  public String joseName() {
    return joseName;
  }

  /** The JCA name of a signature in JOSE form. */
  String signatureName() {
    return signatureName;
  }

  /** The JCA name of the key type, for a {@code KeyFactory}. */
  String keyType() {
    return keyType;
  }

  /** What makes and reads its keys, whoever signs with them later. */
  SigningEngine maker() {
    // No JDK up to 25 has ML-DSA with keys that are seeds; RFC 9964 §3 knows no other.
    SigningProvider provider =
        this == ML_DSA_65 ? SigningProvider.BOUNCY_CASTLE : SigningProvider.JDK;
    return provider.engine(this).orElseThrow();
  }

  KeyPair generate() {
    try {
      if (this == ML_DSA_65) {
        KeyPair pair = KeyPairGenerator.getInstance(keyType, maker().provider()).generateKeyPair();
        // As its seed (RFC 9881 §6), which Corretto and Bouncy Castle both read.
        return new KeyPair(
            pair.getPublic(), ((MLDSAPrivateKey) pair.getPrivate()).getPrivateKey(true));
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
      generator.initialize(parameters());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a key for " + joseName, e);
    }
  }

  AlgorithmParameterSpec parameters() {
    return switch (this) {
      case ES256 -> new ECGenParameterSpec("secp256r1");
      case ED25519 -> NamedParameterSpec.ED25519;
      case RS256 -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
      case ML_DSA_65 -> throw new IllegalStateException("its type says it all");
    };
  }
}

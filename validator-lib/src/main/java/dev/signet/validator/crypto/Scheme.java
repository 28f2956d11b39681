package dev.signet.validator.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A signature algorithm under its JOSE name, and what Java's providers call it. */
public enum Scheme {
  ES256("ES256", KeyType.EC, "SHA256withECDSAinP1363Format " + Scheme.ECDSA_IN_DER),
  ED25519("Ed25519", KeyType.OKP, "Ed25519"),
  RS256("RS256", KeyType.RSA, "SHA256withRSA"),
  ML_DSA_44("ML-DSA-44", KeyType.AKP, "ML-DSA"),
  ML_DSA_65("ML-DSA-65", KeyType.AKP, "ML-DSA"),
  ML_DSA_87("ML-DSA-87", KeyType.AKP, "ML-DSA");

  /** The one engine whose signatures are encoded otherwise than JOSE writes them. */
  static final String ECDSA_IN_DER = "SHA256withECDSA";

  private final String joseName;
  private final KeyType keyType;
  private final String signatureNames;

  Scheme(String joseName, KeyType keyType, String signatureNames) {
    this.joseName = joseName;
    this.keyType = keyType;
    this.signatureNames = signatureNames;
  }

  /** The scheme of a JOSE name. */
  public static Optional<Scheme> named(String joseName) {
    return Arrays.stream(values()).filter(s -> s.joseName.equals(joseName)).findFirst();
  }

  /** The exact, case-sensitive value of {@code alg}. */
  public String joseName() {
    return joseName;
  }

  /** Whether a signature is over a hash of the input, so that its length is no matter. */
  boolean hashesFirst() {
    return this == ES256 || this == RS256;
  }

  /** The type of its keys. */
  public KeyType keyType() {
    return keyType;
  }

  /** Names of signature engines, the one nearest to JOSE's encoding first. */
  List<String> signatureNames() {
    return List.of(signatureNames.split(" ", -1));
  }

  /** A JWK's {@code kty}, the members that make the key, and Java's names for it. */
  public enum KeyType {
    EC("crv kty x y", "EC"),
    OKP("crv kty x", "Ed25519 EdDSA"),
    RSA("e kty n", "RSA"),
    AKP("alg kty pub", "ML-DSA");

    private final String members;
    private final String factories;

    KeyType(String members, String factories) {
      this.members = members;
      this.factories = factories;
    }

    /** The members that a thumbprint is over (RFC 7638 §3.2). */
    public List<String> members() {
      return List.of(members.split(" ", -1));
    }

    /** Names of key factories, the most specific first. */
    List<String> factories() {
      return List.of(factories.split(" ", -1));
    }
  }
}

package dev.signet.benchmarks.tokens;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;

/** The algorithms that the authority can sign with, keys of the sizes that it makes. */
public enum TokenAlgorithm {
  ES256("ES256", "EC", "SHA256withECDSAinP1363Format"),
  ED25519("Ed25519", "Ed25519", "Ed25519"),
  RS256("RS256", "RSA", "SHA256withRSA");

  private static final int RSA_BITS = 3072;
  private static final int ED25519_BYTES = 32;

  private final String joseName;
  private final String keyType;
  private final String signatureName;

  TokenAlgorithm(String joseName, String keyType, String signatureName) {
    this.joseName = joseName;
    this.keyType = keyType;
    this.signatureName = signatureName;
  }

  /**
   * The algorithm of this JOSE name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TokenAlgorithm get(String joseName) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.joseName.equals(joseName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no algorithm is called " + joseName));
  }

  /** The exact value of {@code alg}. */
  public String joseName() {
    return joseName;
  }

  /** The JCA name of a signature in JOSE form. */
  public String signatureName() {
    return signatureName;
  }

  /** A signature of JOSE's form in the form of ASN.1, where the two differ (RFC 7518 §3.4). */
  byte[] der(byte[] signature) {
    try {
      return this == ES256 ? ECDSA.transcodeSignatureToDER(signature) : signature;
    } catch (JOSEException e) {
      throw new IllegalStateException("a signature just made is not of two halves", e);
    }
  }

  /** The JCA name of a factory for its keys. */
  public String keyType() {
    return keyType;
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
      generator.initialize(parameters());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a key for " + joseName, e);
    }
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case ES256 -> new ECGenParameterSpec("secp256r1");
      case ED25519 -> NamedParameterSpec.ED25519;
      case RS256 -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
    };
  }

  /** The public key as the authority would publish it, named by its thumbprint. */
  JWK publicJwk(PublicKey key) {
    Algorithm alg = Algorithm.parse(joseName);
    try {
      return switch (this) {
        case ES256 ->
            new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
                .algorithm(alg)
                .keyIDFromThumbprint()
                .build();
        case ED25519 ->
            new OctetKeyPair.Builder(Curve.Ed25519, ed25519Bytes(key))
                .algorithm(alg)
                .keyIDFromThumbprint()
                .build();
        case RS256 ->
            new RSAKey.Builder((RSAPublicKey) key).algorithm(alg).keyIDFromThumbprint().build();
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("no thumbprint for a key of " + joseName, e);
    }
  }

  /** The SubjectPublicKeyInfo of Ed25519 ends with the 32 bytes of the key (RFC 8410 §4). */
  private static Base64URL ed25519Bytes(PublicKey key) {
    byte[] info = key.getEncoded();
    return Base64URL.encode(Arrays.copyOfRange(info, info.length - ED25519_BYTES, info.length));
  }
}

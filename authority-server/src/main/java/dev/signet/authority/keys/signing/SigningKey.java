package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One key pair with the one algorithm it is for (RFC 8725 §3.1) and its name, the RFC 7638 SHA-256
 * thumbprint. Immutable and thread-safe.
 */
public final class SigningKey {
  private static final int ED25519_BYTES = 32;

  private final SigningAlgorithm algorithm;
  private final KeyPair pair;
  private final Instant createdAt;
  private final JWK publicJwk;

  SigningKey(SigningAlgorithm algorithm, KeyPair pair, Instant createdAt) {
    this.algorithm = algorithm;
    this.pair = pair;
    this.createdAt = createdAt;
    this.publicJwk = publicJwk(algorithm, pair.getPublic());
  }

  /** A new key of an algorithm. */
  public static SigningKey generate(SigningAlgorithm algorithm, Instant now) {
    return new SigningKey(algorithm, algorithm.generate(), now);
  }

  /** The name of the key: its RFC 7638 SHA-256 thumbprint, base64url. */
  public String kid() {
    return publicJwk.getKeyID();
  }

  /** The algorithm it signs with. */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** When it was made. */
  public Instant createdAt() {
    return createdAt;
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** The public half. */
  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The public half as it is published (RFC 7517 §4). */
  public JWK publicJwk() {
    return publicJwk;
  }

  /**
   * Proves that both halves belong together.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireOnePair() {
    byte[] probe = kid().getBytes(US_ASCII);
    SigningEngine engine = SigningProvider.JDK.engine(algorithm).orElseThrow();
    try {
      if (engine.verifies(pair.getPublic(), probe, engine.sign(pair.getPrivate(), probe))) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is damaged: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "holds a public key that is not the private key's: restore the file from its backup");
  }

  /** The name is made from the public key, so keys of one name are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SigningKey key && key.kid().equals(kid());
  }

  @Override
  public int hashCode() {
    return kid().hashCode();
  }

  /** Names the key; never shows its private half. */
  @Override
  public String toString() {
    return algorithm.joseName() + " " + kid();
  }

  private static JWK publicJwk(SigningAlgorithm algorithm, PublicKey key) {
    Algorithm alg = Algorithm.parse(algorithm.joseName());
    try {
      return switch (algorithm) {
        case ES256 ->
            new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
                .algorithm(alg)
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint()
                .build();
        case ED25519 ->
            new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(ed25519Bytes(key)))
                .algorithm(alg)
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint()
                .build();
        case RS256 ->
            new RSAKey.Builder((RSAPublicKey) key)
                .algorithm(alg)
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint()
                .build();
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("no thumbprint for a key of " + algorithm, e);
    }
  }

  /** The SubjectPublicKeyInfo of Ed25519 ends with the 32 bytes of the key (RFC 8410 §4). */
  private static byte[] ed25519Bytes(PublicKey key) {
    byte[] info = key.getEncoded();
    return Arrays.copyOfRange(info, info.length - ED25519_BYTES, info.length);
  }
}

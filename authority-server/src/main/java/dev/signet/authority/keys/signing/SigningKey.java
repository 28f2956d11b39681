package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key pair with the one algorithm it is for (RFC 8725 §3.1) and its name, the RFC 7638 SHA-256
 * thumbprint. Immutable and thread-safe.
 */
public final class SigningKey {
  private final SigningAlgorithm algorithm;
  private final PublicKey publicKey;
  private final @Nullable PrivateKey privateKey;
  private final Instant createdAt;
  private final PublicJwk publicJwk;

  SigningKey(
      SigningAlgorithm algorithm,
      PublicKey publicKey,
      @Nullable PrivateKey privateKey,
      Instant createdAt) {
    this.algorithm = algorithm;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.createdAt = createdAt;
    this.publicJwk = PublicJwk.of(algorithm, publicKey);
  }

  /** A new key of an algorithm. */
  public static SigningKey generate(SigningAlgorithm algorithm, Instant now) {
    KeyPair pair = algorithm.generate();
    return new SigningKey(algorithm, pair.getPublic(), pair.getPrivate(), now);
  }

  /** The name of the key: its RFC 7638 SHA-256 thumbprint, base64url. */
  public String kid() {
    return publicJwk.kid();
  }

  /** The algorithm it signs with. */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** When it was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Whether its private half is in a PKCS#11 token, which alone can sign with it. */
  public boolean isInToken() {
    return privateKey == null;
  }

  PrivateKey privateKey() {
    if (privateKey == null) {
      throw new IllegalStateException("the private half of " + kid() + " never leaves its token");
    }
    return privateKey;
  }

  /** The public half. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The public half as it is published (RFC 7517 §4). */
  public Map<String, String> publicJwk() {
    return publicJwk.members();
  }

  /**
   * Proves that both halves belong together.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireOnePair() {
    byte[] probe = kid().getBytes(US_ASCII);
    SigningEngine engine = algorithm.maker();
    try {
      if (engine.verifies(publicKey, probe, engine.sign(privateKey(), probe))) {
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
}

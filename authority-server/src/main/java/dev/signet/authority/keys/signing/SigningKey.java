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
  private final KeyPair pair;
  private final Instant createdAt;
  private final PublicJwk publicJwk;

  SigningKey(SigningAlgorithm algorithm, KeyPair pair, Instant createdAt) {
    this.algorithm = algorithm;
    this.pair = pair;
    this.createdAt = createdAt;
    this.publicJwk = PublicJwk.of(algorithm, pair.getPublic());
  }

  /** A new key of an algorithm. */
  public static SigningKey generate(SigningAlgorithm algorithm, Instant now) {
    return new SigningKey(algorithm, algorithm.generate(), now);
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

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** The public half. */
  public PublicKey publicKey() {
    return pair.getPublic();
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
}

package dev.signet.validator.keys;

import dev.signet.validator.crypto.SignatureVerifier;
import org.jspecify.annotations.Nullable;

/**
 * A public key with the one algorithm it may be used with; immutable and thread-safe.
 *
 * <p>Two are equal if they have the same name, algorithm and key: an authority's set that was
 * fetched again holds the same keys as before.
 */
public final class VerifyingKey {
  private final String id;
  private final String algorithm;
  private final String thumbprint;
  private final SignatureVerifier verifier;

  /**
   * Makes a key.
   *
   * @param thumbprint of the key's material (RFC 7638)
   */
  VerifyingKey(String id, String algorithm, String thumbprint, SignatureVerifier verifier) {
    this.id = id;
    this.algorithm = algorithm;
    this.thumbprint = thumbprint;
    this.verifier = verifier;
  }

  /** The {@code kid}, unique within its set. */
  public String id() {
    return id;
  }

  /** The JOSE name of the algorithm, such as {@code ES256}. */
  public String algorithm() {
    return algorithm;
  }

  /**
   * Whether the signature over the first {@code length} bytes of the input is good; false for every
   * defect of the signature.
   */
  public boolean verify(byte[] input, int length, byte[] signature) {
    return verifier.verify(input, length, signature);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof VerifyingKey that
            && id.equals(that.id)
            && algorithm.equals(that.algorithm)
            && thumbprint.equals(that.thumbprint));
  }

  @Override
  public int hashCode() {
    return thumbprint.hashCode();
  }
}

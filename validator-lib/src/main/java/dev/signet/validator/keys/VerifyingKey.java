package dev.signet.validator.keys;

/** A public key with the one algorithm it may be used with; immutable and thread-safe. */
public final class VerifyingKey {
  private final String id;
  private final String algorithm;
  private final SignatureVerifier verifier;

  VerifyingKey(String id, String algorithm, SignatureVerifier verifier) {
    this.id = id;
    this.algorithm = algorithm;
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

  /** Whether the signature over the input is good; false for every defect of the signature. */
  public boolean verify(byte[] input, byte[] signature) {
    return verifier.verify(input, signature);
  }
}

package dev.signet.validator.crypto;

/**
 * Verifies signatures under one key and one algorithm.
 *
 * <p>Implementations are thread-safe and accept exactly one encoding of a signature.
 */
public interface SignatureVerifier {
  /**
   * Whether the signature over the first {@code length} bytes of the input is good; false for every
   * defect of it, never an exception.
   */
  boolean verify(byte[] input, int length, byte[] signature);
}

package dev.signet.validator.keys;

/**
 * Verifies signatures under one key and one algorithm.
 *
 * <p>Implementations are thread-safe and accept exactly one encoding of a signature.
 */
interface SignatureVerifier {
  /** Whether the signature is good; false for every defect of it, never an exception. */
  boolean verify(byte[] input, byte[] signature);
}

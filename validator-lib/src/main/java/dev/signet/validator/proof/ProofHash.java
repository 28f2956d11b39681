package dev.signet.validator.proof;

/**
 * What a proof is remembered by: 128 bits of SHA-256.
 *
 * <p>Comparable, so that a set in which a stranger made many hash codes alike stays quick.
 */
record ProofHash(long high, long low) implements Comparable<ProofHash> {
  @Override
  public int compareTo(ProofHash other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }
}

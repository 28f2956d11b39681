package dev.signet.benchmarks.proofs;

/** How well a validator knows what comes with a proof; the proof is always new. */
public enum BoundToken {
  /** One token of one holder, seen before. */
  SEEN,
  /** A token never seen before, of one holder. */
  NEW,
  /** A token never seen before, bound to a key never seen before. */
  NEW_OF_A_NEW_KEY
}

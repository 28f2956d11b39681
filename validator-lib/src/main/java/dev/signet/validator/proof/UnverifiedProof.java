package dev.signet.validator.proof;

/** A proof that is good in all but its signature, at which nobody has looked yet. Immutable. */
public final class UnverifiedProof {
  private final ClaimedProof claimed;
  private final Proof proof;

  UnverifiedProof(ClaimedProof claimed, Proof proof) {
    this.claimed = claimed;
    this.proof = proof;
  }

  /** The thumbprint of the key that it carries, and so far only claims to be signed by. */
  public String claimedThumbprint() {
    return proof.thumbprint();
  }

  ClaimedProof claimed() {
    return claimed;
  }

  Proof proof() {
    return proof;
  }
}

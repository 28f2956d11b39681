package dev.signet.validator.proof;

/** A proof that is good in all but its signature, at which nobody has looked yet. Immutable. */
public final class UnverifiedProof {
  private final ClaimedProof claimed;
  private final TargetUri target;
  private final Proof proof;

  UnverifiedProof(ClaimedProof claimed, TargetUri target, Proof proof) {
    this.claimed = claimed;
    this.target = target;
    this.proof = proof;
  }

  /** The thumbprint of the key that it carries, and so far only claims to be signed by. */
  public String claimedThumbprint() {
    return proof.thumbprint();
  }

  ClaimedProof claimed() {
    return claimed;
  }

  TargetUri target() {
    return target;
  }

  Proof proof() {
    return proof;
  }
}

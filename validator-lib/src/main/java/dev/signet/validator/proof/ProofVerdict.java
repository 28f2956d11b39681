package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import java.util.Optional;

/** What came of judging a proof; a bad one is never an exception. */
public sealed interface ProofVerdict {
  /**
   * The value for the {@code DPoP-Nonce} header of the answer (RFC 9449 §8.2), which must then not
   * be stored; empty where the sender needs none.
   */
  Optional<String> nonce();

  /**
   * It is good, and was not seen before.
   *
   * @param proof what it shows
   */
  record Accepted(Proof proof, Optional<String> nonce) implements ProofVerdict {}

  /**
   * It is not.
   *
   * @param reason {@code invalid_proof}, {@code proof_replayed}, {@code nonce_required} or {@code
   *     binding_mismatch}
   * @param member the name of the claim or of the member of the header at fault; empty if it is
   *     none
   */
  record Refused(Reason reason, String member, Optional<String> nonce) implements ProofVerdict {
    /** Why, as a stable code, such as {@code proof_replayed} or {@code invalid_proof:htu}. */
    public String code() {
      return member.isEmpty() ? reason.code() : reason.code() + ':' + member;
    }
  }
}

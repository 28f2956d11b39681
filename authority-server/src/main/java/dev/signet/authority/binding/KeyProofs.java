package dev.signet.authority.binding;

import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.assertion.AssertionUse;
import dev.signet.validator.Reason;
import dev.signet.validator.proof.Nonces;
import dev.signet.validator.proof.Proof;
import dev.signet.validator.proof.ProofRequest;
import dev.signet.validator.proof.ProofRules;
import dev.signet.validator.proof.StagedJudge;
import dev.signet.validator.proof.UnverifiedProof;
import dev.signet.validator.rules.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes proofs of keys at the token endpoint (RFC 9449 §5), each once at all nodes together.
 * Thread-safe.
 */
public final class KeyProofs {
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  /** A nonce is good for this long, and less than twice as long. */
  private static final Duration NONCE_SLOT = Duration.ofMinutes(1);

  private final String endpoint;
  private final StagedJudge judge;
  private final Duration usableFor;
  private final AssertionLog uses;

  /**
   * Takes the parts.
   *
   * @param endpoint the address of the token endpoint, as the metadata says it
   * @param settings how old a proof may be, and whether it must have a nonce
   * @param nonceKey makes the nonces: 32 bytes that all nodes share
   * @param uses remembers which proofs were used
   * @param clock the time
   */
  public KeyProofs(
      String endpoint, BindingSettings settings, byte[] nonceKey, AssertionLog uses, Clock clock) {
    ProofRules rules =
        new ProofRules(
            Set.copyOf(BindingSettings.ALGORITHMS),
            settings.proofAge(),
            CLOCK_SKEW,
            Optional.empty());
    this.endpoint = endpoint;
    this.judge =
        new StagedJudge(
            settings.dpop() == BindingSettings.Dpop.NONCE
                ? rules.requiring(Nonces.sharing(nonceKey, NONCE_SLOT))
                : rules,
            clock);
    this.usableFor = settings.proofAge().plusSeconds(1);
    this.uses = uses;
  }

  /**
   * Judges all of a proof that costs no signature.
   *
   * @param values those of all {@code DPoP} header fields
   * @throws Refusal if it is not good, or lacks a nonce
   */
  UnverifiedProof read(List<String> values) throws Refusal {
    return judge.read(new ProofRequest(values, "POST", endpoint));
  }

  /**
   * Takes a proof.
   *
   * @throws Refusal if its key did not sign it, or it was taken before
   * @throws dev.signet.authority.storage.StorageException if that cannot be told now
   */
  void take(UnverifiedProof unverified) throws Refusal {
    Proof proof = judge.verify(unverified);
    // RFC 9449 §11.1; last, so that whoever has no key fills no table.
    AssertionUse use =
        AssertionUse.of("dpop:" + proof.thumbprint(), proof.id(), proof.issuedAt().plus(usableFor));
    if (!uses.isFirst(use)) {
      throw Refusal.of(Reason.PROOF_REPLAYED);
    }
  }

  /** The nonce for the next proof; empty where none is asked for. */
  Optional<String> nonce() {
    return judge.nonce();
  }
}

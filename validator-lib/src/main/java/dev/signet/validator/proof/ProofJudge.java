package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import dev.signet.validator.crypto.Engines;
import dev.signet.validator.rules.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The steps of judging a proof, in their order: what costs a signature comes last. Thread-safe. */
public final class ProofJudge {
  /** Reasons that are told as they are; every other is a fault of the proof. */
  private static final Set<Reason> OWN =
      EnumSet.of(
          Reason.INVALID_PROOF,
          Reason.PROOF_REPLAYED,
          Reason.NONCE_REQUIRED,
          Reason.BINDING_MISMATCH);

  private final ProofRules rules;
  private final StagedJudge steps;
  private final ReplayWindow seen;
  private final Clock clock;

  /** Makes a judge, which remembers in this window what it took; judges may share one. */
  public ProofJudge(ProofRules rules, ReplayWindow seen, Clock clock) {
    this(rules, seen, clock, Engines.trusted());
  }

  /** Makes a judge that verifies with these engines. */
  public ProofJudge(ProofRules rules, ReplayWindow seen, Clock clock, Engines engines) {
    this.rules = rules;
    this.steps = new StagedJudge(rules, clock, engines);
    this.seen = seen;
    this.clock = clock;
  }

  /** Judges the proof of a request; one that is good is good once. */
  public ProofVerdict judge(ProofRequest request) {
    Instant now = clock.instant();
    try {
      // 1 to 3: all that costs no signature
      UnverifiedProof unverified = steps.read(request, now);
      // 4 the signature
      Proof proof = steps.verify(unverified);
      // 5 not seen before
      seen.judge(proof, unverified.target(), rules.oldest(now));
      return new ProofVerdict.Accepted(proof, newNonce(unverified.claimed(), now));
    } catch (Refusal refusal) {
      Reason reason = OWN.contains(refusal.reason()) ? refusal.reason() : Reason.INVALID_PROOF;
      return new ProofVerdict.Refused(reason, refusal.claim().orElse(""), nonce());
    }
  }

  /** The nonce for a sender that has none; empty where none is asked for. */
  public Optional<String> nonce() {
    return steps.nonce();
  }

  /** RFC 9449 §8.2: a new one in good time, so that no request has to be sent twice. */
  private Optional<String> newNonce(ClaimedProof proof, Instant now) {
    return rules
        .nonces()
        .map(nonces -> nonces.current(now))
        .filter(nonce -> !nonce.equals(proof.claims().get("nonce")));
  }
}

package dev.signet.validator.proof;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.rules.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of judging a proof one by one, for who finds out in between who sends it. It remembers
 * no proof: whoever takes one must, or it is good again. Thread-safe.
 */
public final class StagedJudge {
  private final ProofRules rules;
  private final ProofKeys keys;
  private final Clock clock;

  /** Makes a judge. */
  public StagedJudge(ProofRules rules, Clock clock) {
    this(rules, clock, Engines.trusted());
  }

  StagedJudge(ProofRules rules, Clock clock, Engines engines) {
    this.rules = rules;
    this.keys = new ProofKeys(engines);
    this.clock = clock;
  }

  /**
   * Judges all of a proof that costs no signature.
   *
   * @throws Refusal if it is not good, or lacks a nonce
   */
  public UnverifiedProof read(ProofRequest request) throws Refusal {
    return read(request, clock.instant());
  }

  UnverifiedProof read(ProofRequest request, Instant now) throws Refusal {
    // 1 one strict JWT, its header and the form of its key
    ClaimedProof claimed = ClaimedProof.read(request.proofs(), rules.algorithms());
    String thumbprint = claimed.key().thumbprint();
    // 2 the key that the token is bound to
    request.judgeKey(thumbprint);
    // 3 of this request, and of now
    TargetUri target = request.judge(claimed.claims());
    return new UnverifiedProof(claimed, target, rules.judge(claimed.claims(), thumbprint, now));
  }

  /**
   * Judges the signature, by the key that the proof carries.
   *
   * @throws Refusal if that key did not make it
   */
  public Proof verify(UnverifiedProof proof) throws Refusal {
    keys.judge(proof.claimed());
    return proof.proof();
  }

  /** The nonce for the next proof; empty where none is asked for. */
  public Optional<String> nonce() {
    return rules.nonces().map(nonces -> nonces.current(clock.instant()));
  }
}

package dev.signet.validator.sender;

import dev.signet.validator.ResourceRequest;
import dev.signet.validator.Token;
import dev.signet.validator.Token.Confirmation;
import dev.signet.validator.Verdict;
import dev.signet.validator.proof.ProofJudge;
import dev.signet.validator.proof.ProofRequest;
import dev.signet.validator.proof.ProofVerdict;
import dev.signet.validator.rules.Challenge;
import dev.signet.validator.rules.Credentials;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.rules.Sender;
import java.util.Optional;

/** The steps of judging a request, in their order. Thread-safe. */
public final class RequestJudge {
  private final SenderRules rules;
  private final ProofJudge proofs;
  private final String bearerStart;
  private final String provenStart;
  private final String orProven;

  /** Makes a judge; its verdicts begin challenges so, under either scheme. */
  public RequestJudge(
      SenderRules rules, ProofJudge proofs, String challengeStart, String algorithms) {
    this.rules = rules;
    this.proofs = proofs;
    this.bearerStart = challengeStart;
    this.provenStart = Challenge.provenStart(challengeStart, algorithms);
    this.orProven = Challenge.orProven(algorithms);
  }

  /** How a token is judged, once it is known who sends it. */
  @FunctionalInterface
  public interface Tokens {
    /** Accepts a token that this sender may present. */
    Verdict.Accepted judge(String token, Sender sender) throws Refusal;
  }

  /** Judges a request. */
  public Verdict judge(ResourceRequest request, Tokens tokens) {
    boolean proven = false;
    try {
      // 1 one header, one scheme, one token
      Credentials credentials = Credentials.of(request.authorization());
      proven = credentials.proven();
      // 2 the token, and whether the request has what it is bound to
      Sender sender = token -> rules.judge(request, credentials, token);
      Verdict.Accepted accepted = tokens.judge(credentials.token(), sender);
      // 3 the proof, its signature when all else is good, and that it is new
      return proven ? judgeProof(request, credentials, accepted) : accepted;
    } catch (Refusal refusal) {
      return answer(proven, refusal);
    }
  }

  /** The verdict on a request of which something was refused. */
  public Verdict answer(ResourceRequest request, Refusal refusal) {
    return judge(
        request,
        (token, sender) -> {
          throw refusal;
        });
  }

  private Verdict judgeProof(
      ResourceRequest request, Credentials credentials, Verdict.Accepted accepted) {
    String key = accepted.token().confirmation().flatMap(Confirmation::keyThumbprint).orElseThrow();
    ProofVerdict verdict =
        proofs.judge(
            new ProofRequest(
                request.proofs(),
                request.method(),
                request.uri(),
                Optional.of(new ProofRequest.BoundToken(credentials.token(), key))));
    if (verdict instanceof ProofVerdict.Refused refused) {
      Optional<String> member = Optional.of(refused.member()).filter(name -> !name.isEmpty());
      return Challenge.refuse(provenStart, refused.reason(), member).withNonce(verdict.nonce());
    }
    Token token = accepted.token();
    return new Verdict.Accepted(token, accepted.staleFor(), provenStart, verdict.nonce());
  }

  private Verdict answer(boolean proven, Refusal refusal) {
    if (proven) {
      return Challenge.answer(provenStart, refusal);
    }
    Verdict verdict = Challenge.answer(bearerStart, refusal);
    // RFC 9449 §7.2: whoever takes both schemes says so, each time.
    return verdict instanceof Verdict.Refused refused
        ? new Verdict.Refused(
            refused.reason(), refused.claim(), refused.challenge().map(start -> start + orProven))
        : verdict;
  }
}

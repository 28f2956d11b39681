package dev.signet.validator.proof;

import static dev.signet.validator.proof.TestProofs.METHOD;
import static dev.signet.validator.proof.TestProofs.NOW;
import static dev.signet.validator.proof.TestProofs.URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.HandClock;
import dev.signet.validator.Reason;
import dev.signet.validator.TestKey;
import dev.signet.validator.rules.Refusal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A proof that is judged in two steps is judged by the same rules. */
class StagedJudgeTest {
  private final HandClock clock = new HandClock(NOW);
  private final StagedJudge judge = new StagedJudge(ProofRules.usual(), clock);

  private UnverifiedProof read(String proof) throws Refusal {
    return judge.read(new ProofRequest(List.of(proof), METHOD, URI));
  }

  private static void assertRefused(Reason reason, ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  @Test
  void tellsTheKeyThatIsClaimedAndThenTheProof() throws Refusal {
    UnverifiedProof unverified = read(TestProofs.good().signed());

    assertThat(unverified.claimedThumbprint()).isEqualTo(TestProofs.thumbprint(TestKey.ES256));
    assertThat(judge.verify(unverified))
        .isEqualTo(new Proof(TestProofs.thumbprint(TestKey.ES256), "e1j3V_bKic8-LAEB", NOW));
  }

  @Test
  void refusesTheClaimsBeforeItLooksAtTheSignature() {
    TestProofs wrong = TestProofs.good().claim("htm", "\"PUT\"");

    assertRefused(
        Reason.INVALID_PROOF, () -> read(wrong.signedBy(TestKey.generate("x", "ES256")::sign)));
    assertRefused(Reason.TOO_LARGE, () -> read("a".repeat(4097)));
  }

  @Test
  void refusesTheSignatureOfAnotherKeyInTheSecondStep() throws Refusal {
    UnverifiedProof forged = read(TestProofs.good().signedBy(TestKey.generate("x", "ES256")::sign));

    assertRefused(Reason.BAD_SIGNATURE, () -> judge.verify(forged));
  }

  @Test
  void remembersNoProof() throws Refusal {
    String proof = TestProofs.good().signed();

    assertThat(judge.verify(read(proof))).isEqualTo(judge.verify(read(proof)));
  }

  @Test
  void asksForANonceBeforeTheSignature() {
    StagedJudge strict =
        new StagedJudge(
            ProofRules.usual().requiring(Nonces.ofThisInstance(Duration.ofMinutes(1))), clock);

    assertRefused(
        Reason.NONCE_REQUIRED,
        () -> strict.read(new ProofRequest(List.of(TestProofs.good().signed()), METHOD, URI)));
    assertThat(strict.nonce()).isPresent();
    assertThat(judge.nonce()).isEmpty();
  }
}

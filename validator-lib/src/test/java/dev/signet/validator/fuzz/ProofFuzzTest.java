package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.Reason;
import dev.signet.validator.proof.ProofJudge;
import dev.signet.validator.proof.ProofRequest;
import dev.signet.validator.proof.ProofRules;
import dev.signet.validator.proof.ProofVerdict;
import dev.signet.validator.proof.ReplayWindow;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/**
 * A proof that its key signed, edited as {@link EditedToken} says: whatever it is, it is judged,
 * and taken once at most.
 */
@Timeout(10)
class ProofFuzzTest {
  private static final String METHOD = "POST";
  private static final String URI = "https://api.example.com/orders";
  private static final Clock CLOCK = Clock.fixed(ExampleAuthority.NOW, ZoneOffset.UTC);
  private static final Set<Reason> REASONS =
      EnumSet.of(Reason.INVALID_PROOF, Reason.PROOF_REPLAYED);

  /** An edit sets a line further; the first lines make a proof of what is otherwise a token. */
  private static final String PROOF =
      String.format(
          Locale.ROOT,
          """
      header.typ="dpop+jwt"
      header.kid
      header.jwk=%s
      htm="POST"
      htu="https://api.example.com/orders"
      iat=%d
      jti="3q2-7w"
      """,
          ExampleAuthority.signingJwk(),
          ExampleAuthority.NOW.getEpochSecond());

  @FuzzTest
  void takesAProofOnceAtMost(byte[] edits) {
    EditedToken edited =
        new EditedToken((PROOF + new String(edits, ISO_8859_1)).getBytes(ISO_8859_1));
    String proof = edited.signed();
    ProofJudge judge = new ProofJudge(ProofRules.usual(), new ReplayWindow(1024), CLOCK);
    ProofRequest request = new ProofRequest(List.of(proof), METHOD, URI);

    ProofVerdict first = Cost.OF_KEYS.bounds(proof.length(), () -> judge.judge(request));
    ProofVerdict second = judge.judge(request);

    assertThat(second).isInstanceOf(ProofVerdict.Refused.class);
    assertThat(((ProofVerdict.Refused) second).reason()).isIn(REASONS);
    if (first instanceof ProofVerdict.Accepted accepted) {
      assertThat(((ProofVerdict.Refused) second).reason()).isEqualTo(Reason.PROOF_REPLAYED);
      assertThat(accepted.proof().thumbprint()).isEqualTo(ExampleAuthority.SIGNING_THUMBPRINT);
    } else {
      assertThat(edits).as("no edit, no fault").isNotEmpty();
      assertThat(first).isEqualTo(second);
    }
  }
}

package dev.signet.validator.proof;

import static dev.signet.validator.Vectors.object;
import static dev.signet.validator.Vectors.objects;
import static dev.signet.validator.Vectors.read;
import static dev.signet.validator.Vectors.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.HandClock;
import dev.signet.validator.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example proofs of RFC 9449, at the moment they were made. */
class PublishedProofsTest {
  private static final Map<String, Object> FILE = read("rfc9449-dpop.json");
  private static final String TOKEN = text(FILE, "access_token_example");

  static List<Map<String, Object>> proofs() {
    List<Map<String, Object>> proofs = objects(FILE, "proofs");
    assertThat(proofs).hasSize(3);
    return proofs;
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void isTakenOnceWithItsThumbprint(Map<String, Object> vector) {
    Map<String, Object> claims = object(vector, "claims");
    ProofJudge judge = judgeAtIts(claims);
    ProofRequest request = request(vector, TOKEN);

    ProofVerdict verdict = judge.judge(request);

    assertThat(verdict).isInstanceOf(ProofVerdict.Accepted.class);
    Proof proof = ((ProofVerdict.Accepted) verdict).proof();
    assertThat(proof.thumbprint()).isEqualTo(text(vector, "jkt"));
    assertThat(proof.id()).isEqualTo(text(claims, "jti"));
    assertThat(((ProofVerdict.Refused) judge.judge(request)).reason())
        .isEqualTo(Reason.PROOF_REPLAYED);
  }

  @Test
  void isRefusedWithAnotherToken() {
    Map<String, Object> vector = proofs().get(2);
    Map<String, Object> claims = object(vector, "claims");

    ProofVerdict verdict = judgeAtIts(claims).judge(request(vector, TOKEN + "x"));

    assertThat(((ProofVerdict.Refused) verdict).code()).isEqualTo("invalid_proof:ath");
    assertThat(claims).containsEntry("ath", text(FILE, "ath_of_access_token_example"));
  }

  private static ProofJudge judgeAtIts(Map<String, Object> claims) {
    long second = ((Number) requireNonNull(claims.get("iat"))).longValue();
    return new ProofJudge(
        ProofRules.usual(), new ReplayWindow(1024), new HandClock(Instant.ofEpochSecond(second)));
  }

  private static ProofRequest request(Map<String, Object> vector, String token) {
    Map<String, Object> claims = object(vector, "claims");
    Optional<ProofRequest.BoundToken> bound =
        claims.containsKey("ath")
            ? Optional.of(new ProofRequest.BoundToken(token, text(vector, "jkt")))
            : Optional.empty();
    return new ProofRequest(
        List.of(text(vector, "proof")), text(claims, "htm"), text(claims, "htu"), bound);
  }
}

package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.token.TokenClient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proof is taken once by all nodes together, and by the process that comes after one. */
@Timeout(120)
class ProofsAtNodesTest {
  private static final ProofKey KEY = ProofKey.es256();

  private final PostgresSettings database = TestPostgres.migratedDatabase();

  private RunningAuthority node() {
    return new RunningAuthority().nodeOf(database).with("SIGNET_BINDING_DPOP", "nonce").start();
  }

  private static Answer send(RunningAuthority node, String secret, String proof) {
    return ContractFilter.answer(
        TokenClient.of(node)
            .request()
            .header("Authorization", TokenClient.basicHeader("billing", secret))
            .header("DPoP", proof)
            .body(GRANT)
            .post(node.url("/token")));
  }

  private static String proof(RunningAuthority node, String secret) {
    String nonce = send(node, secret, ProofForm.good(node, KEY)).header("dpop-nonce");
    return ProofForm.of(node, KEY).claim("nonce", nonce).sent();
  }

  private static void assertReplayed(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_dpop_proof");
  }

  @Test
  void takesTheNonceOfAnotherNodeAndNoProofThatWasUsedThere() {
    try (RunningAuthority one = node();
        RunningAuthority other = node()) {
      String secret = one.addApplication("billing");
      String proof = proof(one, secret);

      assertThat(send(other, secret, proof).status()).isEqualTo(200);

      assertReplayed(send(one, secret, proof));
      assertReplayed(send(other, secret, proof));
    }
  }

  @Test
  void takesOneOfManyThatAreTheSameAtOnce() {
    try (RunningAuthority one = node();
        RunningAuthority other = node()) {
      String secret = one.addApplication("billing");
      String proof = proof(one, secret);

      List<Integer> answers =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(i -> send(i % 2 == 0 ? one : other, secret, proof).status())
              .toList();

      assertThat(answers).containsOnlyOnce(200).containsOnly(200, 400);
    }
  }

  @Test
  void takesNoProofThatTheProcessBeforeHasTaken() {
    String secret;
    String proof;
    try (RunningAuthority before = node()) {
      secret = before.addApplication("billing");
      proof = proof(before, secret);
      assertThat(send(before, secret, proof).status()).isEqualTo(200);
    }

    try (RunningAuthority after = node()) {
      assertReplayed(send(after, secret, proof));
    }
  }
}

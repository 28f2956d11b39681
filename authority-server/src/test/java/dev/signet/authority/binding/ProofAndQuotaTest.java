package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has used up an allowance costs no signature and no write: a proof is looked at last. */
class ProofAndQuotaTest {
  private static final String PASSWORD = "open sesame, please";
  private static final ProofKey KEY = ProofKey.es256();

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_BINDING_DPOP", "on")
          .with("SIGNET_QUOTAS_ISSUING_APPLICATION", "1/365d");

  private static Answer token(String name, String secret, String proof) {
    return ContractFilter.answer(
        TokenClient.careless(AUTHORITY)
            .request()
            .header("Authorization", TokenClient.basicHeader(name, secret))
            .header("DPoP", proof)
            .body(GRANT)
            .post(AUTHORITY.url("/token")));
  }

  @Test
  void aProofIsNotUsedUpByATokenThatIsOneTooMany() {
    String secret = AUTHORITY.addApplication("billing");
    AUTHORITY.addUser("jane", PASSWORD, Map.of());
    assertThat(token("billing", secret, ProofForm.good(AUTHORITY, KEY)).status()).isEqualTo(200);
    String proof = ProofForm.of(AUTHORITY, KEY).sent();

    assertThat(token("billing", secret, proof).status()).isEqualTo(429);

    assertThat(token("jane", PASSWORD, proof).status()).isEqualTo(200);
  }
}

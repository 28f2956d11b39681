package dev.signet.authority.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import dev.signet.authority.token.assertion.TrustedPartner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A token for which a trusted issuer speaks is bound as any other (RFC 7523, RFC 9449 §5). */
class BoundAssertionTest {
  private static final ProofKey KEY = ProofKey.es256();
  private static final TrustedPartner PARTNER = new TrustedPartner();

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_BINDING_DPOP", "on")
          .configured("profile: development\n" + PARTNER.section());

  @Test
  void isBoundToTheKeyOfWhoPresentsTheAssertion() {
    String secret = AUTHORITY.addApplication(TrustedPartner.client("billing"));
    AUTHORITY.authority().administration().bind("billing", Bound.DPOP);
    String form = PARTNER.form(AUTHORITY);
    String used = ProofForm.good(AUTHORITY, KEY);

    assertThat(ask(secret, PARTNER.form(AUTHORITY), used).status()).isEqualTo(200);
    // A refusal for its proof leaves the assertion as it was.
    assertThat(TokenClient.of(AUTHORITY).basic("billing", secret, form).error())
        .isEqualTo("invalid_request");
    assertThat(ask(secret, form, used).error()).isEqualTo("invalid_dpop_proof");
    Answer proved = ask(secret, form, ProofForm.good(AUTHORITY, KEY));

    assertThat(proved.status()).as(proved.body()).isEqualTo(200);
    assertThat(proved.json().required("token_type").asText()).isEqualTo("DPoP");
    DecodedToken token = DecodedToken.of(proved.json().required("access_token").asText());
    assertThat(token.claims().required("sub").asText()).isEqualTo("partner|4711");
    assertThat(token.claims().required("cnf").required("jkt").asText()).isEqualTo(KEY.thumbprint());
    assertThat(ask(secret, form, ProofForm.good(AUTHORITY, KEY)).error())
        .isEqualTo("invalid_grant");
  }

  private static Answer ask(String secret, String form, String proof) {
    return ContractFilter.answer(
        TokenClient.of(AUTHORITY)
            .request()
            .header("Authorization", TokenClient.basicHeader("billing", secret))
            .header("DPoP", proof)
            .body(form)
            .post(AUTHORITY.url("/token")));
  }
}

package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user whose tokens must be bound has them by the cookie of a session, with a proof. */
class KeyBoundSessionTest {
  private static final String PASSWORD = "open sesame, please";
  private static final ProofKey KEY = ProofKey.es256();

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_SESSIONS_ENABLED", "true")
          .with("SIGNET_BINDING_DPOP", "on");

  private static RequestSpecification fromOwnPage() {
    return TokenClient.careless(AUTHORITY).request().header("Sec-Fetch-Site", "same-origin");
  }

  @Test
  void isAskedForAProofBesideTheCookie() {
    AUTHORITY.addUser("jane", PASSWORD, Map.of());
    AUTHORITY.authority().administration().bind("jane", Bound.DPOP);
    String cookie =
        fromOwnPage()
            .header("Authorization", TokenClient.basicHeader("jane", PASSWORD))
            .body("")
            .post(AUTHORITY.url("/session"))
            .header("Set-Cookie")
            .split(";", 2)[0];

    Answer bare = token(fromOwnPage().header("Cookie", cookie));
    Answer proved =
        token(
            fromOwnPage().header("Cookie", cookie).header("DPoP", ProofForm.good(AUTHORITY, KEY)));

    assertThat(bare.error()).isEqualTo("invalid_request");
    assertThat(proved.status()).as(proved.body()).isEqualTo(200);
    assertThat(
            DecodedToken.of(proved.json().required("access_token").asText())
                .claims()
                .required("cnf")
                .required("jkt")
                .asText())
        .isEqualTo(KEY.thumbprint());
  }

  private static Answer token(RequestSpecification request) {
    return ContractFilter.answer(request.body(GRANT).post(AUTHORITY.url("/token")));
  }
}

package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditLines;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proofs that must have a nonce of the authority (C.14.7, RFC 9449 §8). */
class ProofNonceTest {
  /** A nonce is given for a minute by the clock, and good until the end of the next. */
  private static final Duration SLOT = Duration.ofMinutes(1);

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority().with("SIGNET_BINDING_DPOP", "nonce");

  private static final ProofKey KEY = ProofKey.es256();

  private static String secret = "";

  @RegisterExtension final AuditLines audit = new AuditLines();

  @BeforeAll
  static void addAClient() {
    secret = AUTHORITY.addApplication("billing");
  }

  private static RequestSpecification request() {
    return TokenClient.of(AUTHORITY)
        .request()
        .header("Authorization", TokenClient.basicHeader("billing", secret));
  }

  private static Answer send(RequestSpecification request) {
    return ContractFilter.answer(request.body(GRANT).post(AUTHORITY.url("/token")));
  }

  private static Answer acquire(String nonce) {
    return send(
        request().header("DPoP", ProofForm.of(AUTHORITY, KEY).claim("nonce", nonce).sent()));
  }

  private static Answer withoutNonce() {
    return send(request().header("DPoP", ProofForm.good(AUTHORITY, KEY)));
  }

  private static String nonce() {
    return withoutNonce().header("dpop-nonce");
  }

  private static void assertNonceAskedFor(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("use_dpop_nonce");
    assertThat(answer.header("dpop-nonce")).matches("[A-Za-z0-9_-]{22}");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
  }

  @Test
  @DisplayName("C.14.7 without a nonce: 400 use_dpop_nonce, DPoP-Nonce, no-store")
  void asksForANonce() {
    assertNonceAskedFor(withoutNonce());

    assertThat(audit.of("binding_refused"))
        .singleElement()
        .asString()
        .contains("\"reason\":\"nonce_required\"");
  }

  @Test
  void issuesATokenForTheNonceAndSaysTheNext() {
    Answer answer = acquire(nonce());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().required("token_type").asText()).isEqualTo("DPoP");
    assertThat(answer.header("dpop-nonce")).matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void takesNoOtherNonce() {
    assertNonceAskedFor(acquire("A".repeat(22)));
    assertNonceAskedFor(acquire(""));
    assertNonceAskedFor(acquire(nonce() + "x"));
  }

  @Test
  void takesANonceUntilTheEndOfTheNextSlot() {
    String first = nonce();

    AUTHORITY.advance(SLOT.multipliedBy(2).minusSeconds(1));
    assertThat(acquire(first).status()).isEqualTo(200);
    AUTHORITY.advance(Duration.ofSeconds(1));

    assertNonceAskedFor(acquire(first));
  }

  /** The credentials are not looked at, so a client that tries again may send the same ones. */
  @Test
  void asksForANonceBeforeAnybodyIsAuthenticated() {
    Answer answer =
        send(TokenClient.of(AUTHORITY).request().header("DPoP", ProofForm.good(AUTHORITY, KEY)));

    assertNonceAskedFor(answer);
    assertThat(audit.of("authentication_failed")).isEmpty();
  }

  @Test
  void givesANonceWithEveryRefusalOfAProof() {
    Answer answer =
        send(request().header("DPoP", ProofForm.of(AUTHORITY, KEY).claim("htm", "GET").sent()));

    assertThat(answer.error()).isEqualTo("invalid_dpop_proof");
    assertThat(acquire(answer.header("dpop-nonce")).status()).isEqualTo(200);
  }

  @Test
  void asksNothingOfAClientThatSendsNoProof() {
    Answer answer = send(request());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).doesNotContainKey("dpop-nonce");
  }
}

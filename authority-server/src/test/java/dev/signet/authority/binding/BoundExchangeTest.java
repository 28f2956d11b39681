package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditLines;
import dev.signet.authority.authn.mtls.TestCertificates;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the binding of a token that is exchanged (C.4.11). */
class BoundExchangeTest {
  private static final String TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .configured(
              """
              profile: development
              binding:
                dpop: on
              exchange:
                keeps:
                  client: keeper
                  mode: impersonation
                  audiences: [stock]
                binds-anew:
                  client: composite
                  mode: impersonation
                  audiences: [stock, guarded]
                  rebind: true
              audiences:
                guarded:
                  bound: dpop
              """)
          .with("SIGNET_PROXIES_TRUSTED", "127.0.0.1 ::1")
          .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "Client-Cert");

  private static final ProofKey KEY = ProofKey.es256();
  private static final ProofKey OTHER = ProofKey.es256();
  private static final Map<String, String> SECRETS = new HashMap<>();

  @RegisterExtension final AuditLines audit = new AuditLines();

  private final TestCertificates certificate = TestCertificates.selfSigned(Form.of("CN=a"));
  private final TestCertificates another = TestCertificates.selfSigned(Form.of("CN=a"));

  BoundExchangeTest() throws Exception {}

  @BeforeAll
  static void addClients() {
    add("shop", Bound.NONE);
    add("secure", Bound.CERTIFICATE);
    add("keeper", Bound.NONE);
    add("composite", Bound.NONE);
  }

  private static void add(String name, Bound bound) {
    TokenRights rights =
        new TokenRights(
            List.of("composite", "stock", "guarded"),
            Set.of(),
            Optional.empty(),
            Set.of(TokenRights.DEFAULT_GRANT_TYPE, TYPE),
            bound);
    SECRETS.put(
        name,
        AUTHORITY.addApplication(new NewConsumer(name, rights, List.of("composite"), Map.of())));
  }

  private static Answer send(String client, Map<String, String> proofs, String form) {
    return ContractFilter.answer(
        TokenClient.careless(AUTHORITY)
            .request()
            .header(
                "Authorization",
                TokenClient.basicHeader(client, requireNonNull(SECRETS.get(client))))
            .headers(proofs)
            .body(form)
            .post(AUTHORITY.url("/token")));
  }

  private static String acquire(String client, Map<String, String> proofs) {
    return token(send(client, proofs, GRANT));
  }

  private static String token(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().required("access_token").asText();
  }

  private static Answer exchange(
      String client, String subject, Map<String, String> proofs, String more) {
    return send(
        client,
        proofs,
        "grant_type="
            + TYPE
            + "&subject_token="
            + subject
            + "&subject_token_type="
            + ACCESS_TOKEN
            + more);
  }

  private static Map<String, String> proofOf(ProofKey key) {
    return Map.of("DPoP", ProofForm.good(AUTHORITY, key));
  }

  private static Map<String, String> shows(TestCertificates certificate) throws Exception {
    byte[] der = certificate.certificate().getEncoded();
    return Map.of("Client-Cert", ":" + Base64.getEncoder().encodeToString(der) + ":");
  }

  private static JsonNode confirmation(Answer answer) {
    return DecodedToken.of(token(answer)).claims().path("cnf");
  }

  private void assertRefused(Answer answer, String reason) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
    assertThat(answer.json().has("access_token")).isFalse();
    assertThat(audit.of("binding_refused").get(audit.of("binding_refused").size() - 1))
        .contains("\"reason\":\"" + reason + '"');
  }

  @Nested
  class OfAKey {
    private final String bound = acquire("shop", proofOf(KEY));

    @Test
    @DisplayName("C.4.11 a bound token is never exchanged for a bearer token")
    void isNeverLost() {
      assertRefused(exchange("keeper", bound, Map.of(), ""), "subject_bound_to_other_key");
      assertRefused(exchange("composite", bound, Map.of(), ""), "subject_bound_nothing_offered");
    }

    @Test
    @DisplayName("C.4.11 the proof of the same key keeps it")
    void isKeptByTheProofOfTheSameKey() {
      Answer answer = exchange("keeper", bound, proofOf(KEY), "");

      assertThat(answer.json().required("token_type").asText()).isEqualTo("DPoP");
      assertThat(confirmation(answer).toString())
          .isEqualTo("{\"jkt\":\"" + KEY.thumbprint() + "\"}");
    }

    @Test
    void isNotLentToAnotherKeyWithoutARule() {
      assertRefused(exchange("keeper", bound, proofOf(OTHER), ""), "subject_bound_to_other_key");
    }

    @Test
    void isNotKeptByAProofThatTheKeyDidNotSign() {
      String forged = ProofForm.of(AUTHORITY, KEY).signedBy(OTHER).sent();

      Answer answer = exchange("keeper", bound, Map.of("DPoP", forged), "");

      assertThat(answer.error()).isEqualTo("invalid_dpop_proof");
    }

    @Test
    @DisplayName("C.4.11 a rule may bind the new token to the key of the client")
    void isReplacedByTheClientsOwnKeyWhereARuleSaysSo() {
      assertThat(confirmation(exchange("composite", bound, proofOf(OTHER), "")).toString())
          .isEqualTo("{\"jkt\":\"" + OTHER.thumbprint() + "\"}");
    }

    @Test
    void isReplacedByTheClientsOwnCertificateWhereARuleSaysSo() throws Exception {
      Answer answer = exchange("composite", bound, shows(certificate), "");

      assertThat(confirmation(answer).fieldNames()).toIterable().containsExactly("x5t#S256");
      assertThat(answer.json().required("token_type").asText()).isEqualTo("Bearer");
    }

    @Test
    void isNotReplacedByACertificateWithoutARule() throws Exception {
      assertRefused(
          exchange("keeper", bound, shows(certificate), ""), "subject_bound_to_other_key");
    }

    @Test
    void isHandedOnThroughEveryExchange() {
      String second = token(exchange("composite", bound, proofOf(OTHER), ""));

      assertRefused(exchange("composite", second, Map.of(), ""), "subject_bound_nothing_offered");
    }
  }

  @Nested
  class OfACertificate {
    private final String bound = acquire("secure", shows(certificate));

    OfACertificate() throws Exception {}

    @Test
    void isNeverLost() throws Exception {
      assertRefused(exchange("keeper", bound, Map.of(), ""), "subject_bound_to_other_key");
      assertRefused(exchange("composite", bound, Map.of(), ""), "subject_bound_nothing_offered");
      assertRefused(exchange("keeper", bound, shows(another), ""), "subject_bound_to_other_key");
      assertRefused(exchange("keeper", bound, proofOf(KEY), ""), "subject_bound_to_other_key");
    }

    @Test
    void isKeptByTheSameCertificateThoughPolicyAsksForNone() throws Exception {
      assertThat(confirmation(exchange("keeper", bound, shows(certificate), "")))
          .isEqualTo(DecodedToken.of(bound).claims().required("cnf"));
    }

    @Test
    void isReplacedByTheClientsOwnCertificateOrKeyWhereARuleSaysSo() throws Exception {
      assertThat(confirmation(exchange("composite", bound, shows(another), "")))
          .isNotEqualTo(DecodedToken.of(bound).claims().required("cnf"))
          .hasSize(1);
      Answer byKey = exchange("composite", bound, proofOf(KEY), "");
      assertThat(confirmation(byKey).required("jkt").asText()).isEqualTo(KEY.thumbprint());
    }

    @Test
    void isReplacedByTheKeyAloneThoughTheClientSignsInWithACertificate() throws Exception {
      Map<String, String> both = new HashMap<>(proofOf(KEY));
      both.putAll(shows(another));

      assertThat(confirmation(exchange("composite", bound, both, "")).toString())
          .isEqualTo("{\"jkt\":\"" + KEY.thumbprint() + "\"}");
      assertRefused(exchange("keeper", bound, both, ""), "subject_bound_to_other_key");
    }

    @Test
    void isKeptBesideAKeyThatIsOffered() throws Exception {
      Map<String, String> both = new HashMap<>(proofOf(KEY));
      both.putAll(shows(certificate));

      assertThat(confirmation(exchange("keeper", bound, both, "")).fieldNames())
          .toIterable()
          .containsExactly("jkt", "x5t#S256");
    }
  }

  @Nested
  class OfNothing {
    private final String bearer = acquire("shop", Map.of());

    @Test
    void staysNothingWhereNobodyAsksForMore() {
      assertThat(confirmation(exchange("keeper", bearer, Map.of(), "")).isMissingNode()).isTrue();
    }

    @Test
    void becomesAKeyThatIsOffered() {
      Answer byKey = exchange("keeper", bearer, proofOf(KEY), "");

      assertThat(confirmation(byKey).required("jkt").asText()).isEqualTo(KEY.thumbprint());
    }

    @Test
    void isNotEnoughForAnAudienceThatAsksForAKey() {
      assertRefused(exchange("composite", bearer, Map.of(), "&audience=guarded"), "proof_missing");
    }
  }
}

package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditLines;
import dev.signet.authority.authn.mtls.TestCertificates;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that are bound to a certificate, as a trusted proxy tells of it (C.13, RFC 8705 §3). */
class CertificateBoundTokenTest {
  private static final String ELSEWHERE = "elsewhere";

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .configured(
              """
              profile: development
              audiences:
                guarded:
                  bound: certificate
                flexible:
                  bound: either
              """)
          .with("SIGNET_PROXIES_TRUSTED", "127.0.0.1 ::1")
          .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "Client-Cert");

  @RegisterExtension final AuditLines audit = new AuditLines();

  private final TestCertificates own = TestCertificates.selfSigned(Form.of("CN=own"));
  private final TestCertificates other = TestCertificates.selfSigned(Form.of("CN=own"));

  CertificateBoundTokenTest() throws Exception {}

  private static NewConsumer client(String name, Bound bound) {
    TokenRights rights =
        new TokenRights(
            List.of(ELSEWHERE, "guarded", "flexible"),
            Set.of(),
            Optional.empty(),
            Set.of(TokenRights.DEFAULT_GRANT_TYPE),
            bound);
    return new NewConsumer(name, rights, List.of(ELSEWHERE, "guarded"), Map.of());
  }

  /** A client that signs in by its certificate. */
  private void register(String name, Bound bound) throws Exception {
    AUTHORITY.authority().administration().addApplicationWithoutSecret(client(name, bound));
    AUTHORITY
        .authority()
        .credentialAdministration()
        .add(name, PublicCredential.certificate(own.pem()), new Terms("", null));
  }

  private static Answer acquire(TestCertificates certificate, String form) throws Exception {
    return send(request(certificate), "/token", GRANT + form);
  }

  private static RequestSpecification request(TestCertificates certificate) throws Exception {
    return TokenClient.careless(AUTHORITY).request().header("Client-Cert", der(certificate));
  }

  private static Answer send(RequestSpecification request, String path, String form) {
    return ContractFilter.answer(request.body(form).post(AUTHORITY.url(path)));
  }

  private static String der(TestCertificates certificate) throws Exception {
    return ":" + Base64.getEncoder().encodeToString(certificate.certificate().getEncoded()) + ":";
  }

  /** RFC 8705 §3.1, computed by nothing of ours. */
  private static String thumbprint(TestCertificates certificate) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static DecodedToken decoded(Answer answer) {
    return DecodedToken.of(token(answer));
  }

  private static String token(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().required("access_token").asText();
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("C.13.4 cnf is the SHA-256 of the DER without padding, and token_type stays Bearer")
  void bindsTheTokenToTheCertificateThatSignedIn() throws Exception {
    register("by-certificate", Bound.CERTIFICATE);

    Answer answer = acquire(own, "&client_id=by-certificate");

    assertThat(answer.json().required("token_type").asText()).isEqualTo("Bearer");
    assertThat(decoded(answer).claims().required("cnf").toString())
        .isEqualTo("{\"x5t#S256\":\"" + thumbprint(own) + "\"}");
    assertThat(audit.of("token_issued"))
        .singleElement()
        .asString()
        .contains("\"bound_by\":[\"x5t#S256\"]");
  }

  @Test
  void leavesTokensUnboundWhereNobodyAsksForMore() throws Exception {
    register("unbound", Bound.NONE);

    Answer answer = acquire(own, "&client_id=unbound");

    assertThat(decoded(answer).claims().has("cnf")).isFalse();
    assertThat(audit.of("token_issued")).singleElement().asString().contains("\"bound_by\":[]");
  }

  @Test
  @DisplayName("RFC 8705 §3: a client with a secret has a bound token if it shows a certificate")
  void bindsTheTokenOfAClientThatSignedInByItsSecret() throws Exception {
    String secret = AUTHORITY.addApplication(client("by-secret", Bound.CERTIFICATE));

    Answer answer = acquire(other, "&client_id=by-secret&client_secret=" + secret);

    assertThat(decoded(answer).claims().required("cnf").required("x5t#S256").asText())
        .isEqualTo(thumbprint(other));
  }

  @Test
  void refusesATokenWithoutTheCertificateThatItsClientMustShow() {
    String secret = AUTHORITY.addApplication(client("bare", Bound.CERTIFICATE));

    Answer answer = TokenClient.careless(AUTHORITY).basic("bare", secret, GRANT);

    assertRefused(answer);
    assertThat(answer.json().required("error_description").asText())
        .contains("present one in TLS (RFC 8705)");
    assertThat(audit.of("binding_refused"))
        .singleElement()
        .asString()
        .contains("\"client_id\":\"bare\"", "\"reason\":\"certificate_missing\"");
    assertThat(audit.of("token_issued")).isEmpty();
  }

  @Test
  void refusesATokenWithoutTheCertificateThatItsAudienceAsksFor() throws Exception {
    String secret = AUTHORITY.addApplication(client("guest", Bound.NONE));
    String credentials = "&client_id=guest&client_secret=" + secret;

    assertRefused(TokenClient.careless(AUTHORITY).post(GRANT + "&audience=guarded" + credentials));
    assertRefused(TokenClient.careless(AUTHORITY).post(GRANT + "&audience=flexible" + credentials));
    assertThat(decoded(acquire(own, "&audience=guarded" + credentials)).claims().has("cnf"))
        .isTrue();
    assertThat(decoded(acquire(own, "&audience=flexible" + credentials)).claims().has("cnf"))
        .isTrue();
  }

  @Test
  void heedsTheStrictestOfSeveralAudiences() throws Exception {
    String secret = AUTHORITY.addApplication(client("several", Bound.NONE));
    String form = "&audience=elsewhere&audience=guarded&client_id=several&client_secret=" + secret;

    assertRefused(TokenClient.careless(AUTHORITY).post(GRANT + form));
    assertThat(decoded(acquire(own, form)).claims().has("cnf")).isTrue();
  }

  @Test
  void readsNoCertificateThatNobodyAsksFor() {
    String secret = AUTHORITY.addApplication(client("careless", Bound.NONE));
    String credentials = "&client_id=careless&client_secret=" + secret;

    Answer unread =
        send(
            TokenClient.careless(AUTHORITY).request().header("Client-Cert", "garbage"),
            "/token",
            GRANT + credentials);
    Answer read =
        send(
            TokenClient.careless(AUTHORITY).request().header("Client-Cert", "garbage"),
            "/token",
            GRANT + "&audience=guarded" + credentials);

    assertThat(unread.status()).isEqualTo(200);
    assertRefused(read);
  }

  @Test
  @DisplayName("C.13.6 introspection returns cnf, without the certificate being shown there")
  void tellsAProviderWhatTheTokenIsBoundTo() throws Exception {
    register("introspected", Bound.CERTIFICATE);
    String token = token(acquire(own, "&client_id=introspected"));
    String provider = AUTHORITY.addApplication(client("provider", Bound.NONE));

    Answer answer =
        send(
            TokenClient.careless(AUTHORITY)
                .request()
                .header("Authorization", TokenClient.basicHeader("provider", provider)),
            "/introspect",
            "token=" + token);

    assertThat(answer.json().required("active").asBoolean()).isTrue();
    assertThat(answer.json().required("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.json().required("cnf").required("x5t#S256").asText())
        .isEqualTo(thumbprint(own));
  }

  @Test
  void takesBackABoundTokenWithoutItsCertificate() throws Exception {
    String secret = AUTHORITY.addApplication(client("revoking", Bound.CERTIFICATE));
    String credentials = "&client_id=revoking&client_secret=" + secret;
    String token = token(acquire(own, credentials));

    Answer answer =
        send(TokenClient.careless(AUTHORITY).request(), "/revoke", "token=" + token + credentials);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(AUTHORITY.authority().storage().revocationReader().lastChange()).isPositive();
  }

  @Test
  void saysInTheMetadataThatTokensCanBeBoundToCertificates() {
    Answer metadata =
        ContractFilter.answer(
            TokenClient.careless(AUTHORITY)
                .request()
                .get(AUTHORITY.url("/.well-known/oauth-authorization-server")));

    assertThat(metadata.json().required("tls_client_certificate_bound_access_tokens").asBoolean())
        .isTrue();
    assertThat(metadata.json().has("dpop_signing_alg_values_supported")).isFalse();
  }
}

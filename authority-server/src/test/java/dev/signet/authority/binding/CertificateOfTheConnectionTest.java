package dev.signet.authority.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditLines;
import dev.signet.authority.authn.mtls.MtlsClient;
import dev.signet.authority.authn.mtls.TestCertificates;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.token.DecodedToken;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are bound to the certificate of the TLS connection itself, no proxy between. */
class CertificateOfTheConnectionTest {
  @RegisterExtension final AuditLines audit = new AuditLines();

  @TempDir Path folder;
  private final RunningAuthority authority = new RunningAuthority();
  private final TestCertificates ca = TestCertificates.ca("CN=The CA");

  CertificateOfTheConnectionTest() throws Exception {}

  @BeforeEach
  void start() throws Exception {
    TestCertificates server = TestCertificates.selfSigned(Form.of("CN=localhost"));
    authority
        .with("SIGNET_TLS_CERTIFICATE_FILE", write("tls.crt", server.pem()))
        .with("SIGNET_TLS_KEY_FILE", write("tls.key", server.keyPem()))
        .with("SIGNET_TLS_CLIENT_AUTH", "optional")
        .with("SIGNET_TLS_CLIENT_CA_FILE", write("clients.pem", ca.pem()))
        .start();
  }

  private String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private void register(String name, PublicCredential credential) {
    TokenRights rights =
        new TokenRights(List.of(RunningAuthority.AUDIENCE), Set.of(), Optional.empty())
            .withBound(Bound.CERTIFICATE);
    authority
        .authority()
        .administration()
        .addApplicationWithoutSecret(new NewConsumer(name, rights, List.of(), Map.of()));
    authority.authority().credentialAdministration().add(name, credential, new Terms("", null));
  }

  private JsonNode confirmation(String name, TestCertificates own) throws Exception {
    HttpResponse<String> answer = MtlsClient.with(authority, own).token(name);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode body = new JsonMapper().readTree(answer.body());
    // C.13.4: a token that is bound to a certificate is of the type Bearer.
    assertThat(body.required("token_type").asText()).isEqualTo("Bearer");
    return DecodedToken.of(body.required("access_token").asText()).claims().required("cnf");
  }

  private static String thumbprint(TestCertificates certificate) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  @Test
  @DisplayName("C.13.4 the token names the certificate that a CA gave")
  void bindsToACertificateOfACa() throws Exception {
    TestCertificates own = ca.issue(Form.of("CN=billing"));
    register("billing", PublicCredential.subjectDn("CN=billing"));

    assertThat(confirmation("billing", own).required("x5t#S256").asText())
        .isEqualTo(thumbprint(own));
    assertThat(audit.of("token_issued"))
        .singleElement()
        .asString()
        .contains("\"method\":\"tls_client_auth\"");
  }

  @Test
  @DisplayName("C.13.4 the token names the certificate that is registered itself")
  void bindsToARegisteredCertificate() throws Exception {
    TestCertificates own = TestCertificates.selfSigned(Form.of("CN=self"));
    register("self", PublicCredential.certificate(own.pem()));

    assertThat(confirmation("self", own).required("x5t#S256").asText()).isEqualTo(thumbprint(own));
    assertThat(audit.of("token_issued"))
        .singleElement()
        .asString()
        .contains("\"method\":\"self_signed_tls_client_auth\"");
  }
}

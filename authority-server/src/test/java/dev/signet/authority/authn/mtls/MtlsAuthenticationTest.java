package dev.signet.authority.authn.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that authenticate by the certificate of their TLS connection (C.13, RFC 8705 §2). */
class MtlsAuthenticationTest {
  private static final String BILLING = "CN=billing,O=Example";

  @TempDir private static Path folder = Path.of("");
  private static RunningAuthority authority = new RunningAuthority();
  private static TestCertificates ca = theCa("CN=The CA");

  private static TestCertificates theCa(String name) {
    try {
      return TestCertificates.ca(name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    TestCertificates server = TestCertificates.selfSigned(Form.of("CN=localhost"));
    Path certificate = Files.writeString(folder.resolve("tls.crt"), server.pem());
    Path key = Files.writeString(folder.resolve("tls.key"), server.keyPem());
    Path clients = Files.writeString(folder.resolve("clients.pem"), ca.pem());
    authority =
        new RunningAuthority()
            .with("SIGNET_TLS_CERTIFICATE_FILE", certificate.toString())
            .with("SIGNET_TLS_KEY_FILE", key.toString())
            .with("SIGNET_TLS_CLIENT_AUTH", "optional")
            .with("SIGNET_TLS_CLIENT_CA_FILE", clients.toString())
            .with("SIGNET_SIGN_IN_FAILURES", "1000")
            .start();
  }

  @AfterAll
  static void stop() {
    authority.close();
  }

  private static CredentialRecord register(String name, PublicCredential credential) {
    TokenRights rights =
        new TokenRights(List.of(RunningAuthority.AUDIENCE), Set.of(), Optional.empty());
    authority
        .authority()
        .administration()
        .addApplicationWithoutSecret(new NewConsumer(name, rights, List.of("orders"), Map.of()));
    return authority
        .authority()
        .credentialAdministration()
        .add(name, credential, new Terms("", null));
  }

  private static HttpResponse<String> token(String name, TestCertificates own) throws Exception {
    return MtlsClient.with(authority, own).token(name);
  }

  private static void assertAccepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("access_token");
  }

  /** C.13.3. */
  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.body()).contains("\"invalid_client\"");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  /** C.13.2: the chain is valid and the one registered name matches. */
  @Nested
  class OfACa {
    @Test
    void isAcceptedWithTheRegisteredSubject() throws Exception {
      register("dn", PublicCredential.subjectDn("cn=Billing, o=example"));

      assertAccepted(token("dn", ca.issue(Form.of(BILLING))));
    }

    @Test
    void isRefusedWithAnotherSubject() throws Exception {
      register("other-dn", PublicCredential.subjectDn(BILLING));

      assertRefused(token("other-dn", ca.issue(Form.of("CN=billing,O=Other"))));
      assertRefused(token("other-dn", ca.issue(Form.of("CN=billing"))));
      assertRefused(token("other-dn", ca.issue(Form.of(BILLING + ",C=AT"))));
    }

    @Test
    void isRefusedFromASiblingCa() throws Exception {
      register("sibling", PublicCredential.subjectDn(BILLING));

      assertRefused(token("sibling", theCa("CN=The Other CA").issue(Form.of(BILLING))));
      // Of the same name, with another key.
      assertRefused(token("sibling", theCa("CN=The CA").issue(Form.of(BILLING))));
      assertRefused(token("sibling", TestCertificates.selfSigned(Form.of(BILLING))));
    }

    @Test
    void isRefusedOutsideItsDates() throws Exception {
      register("dates", PublicCredential.subjectDn(BILLING));
      Form form = Form.of(BILLING);

      assertRefused(token("dates", ca.issue(form.from(RunningAuthority.START.minus(days(2))))));
      assertRefused(token("dates", ca.issue(form.from(RunningAuthority.START.plusSeconds(60)))));
      assertAccepted(
          token("dates", ca.issue(form.from(RunningAuthority.START.minus(Duration.ofHours(1))))));
    }

    private static Duration days(int days) {
      return Duration.ofDays(days);
    }

    @Test
    void isAcceptedByAnAlternativeName() throws Exception {
      register("dns", PublicCredential.sanDns("Billing.example.org"));
      register("uri", PublicCredential.sanUri("spiffe://example.org/billing"));
      Form form = Form.of(BILLING);

      assertAccepted(token("dns", ca.issue(dns(form, "billing.example.org"))));
      assertAccepted(token("dns", ca.issue(dns(form, "BILLING.example.org"))));
      assertAccepted(token("uri", ca.issue(uri(form, "spiffe://example.org/billing"))));

      assertRefused(token("dns", ca.issue(form)));
      assertRefused(token("dns", ca.issue(dns(form, "*.example.org"))));
      assertRefused(token("dns", ca.issue(dns(form, "billing.example.org.evil.example"))));
      assertRefused(token("dns", ca.issue(uri(form, "billing.example.org"))));
      assertRefused(token("uri", ca.issue(uri(form, "spiffe://example.org/Billing"))));
    }

    private static Form dns(Form form, String name) {
      return form.called(GeneralName.dNSName, name);
    }

    private static Form uri(Form form, String name) {
      return form.called(GeneralName.uniformResourceIdentifier, name);
    }

    @Test
    void isAcceptedWithAnIntermediateThatIsSentAlong() throws Exception {
      register("deep", PublicCredential.subjectDn(BILLING));
      TestCertificates intermediate = ca.issue(Form.of("CN=Intermediate").ca());

      TestCertificates deep = intermediate.issue(Form.of(BILLING));
      assertAccepted(token("deep", deep));
      assertRefused(token("deep", new TestCertificates(List.of(deep.certificate()), deep.key())));
      // One that is no CA certifies nobody.
      assertRefused(token("deep", ca.issue(Form.of("CN=leaf")).issue(Form.of(BILLING))));
    }

    @Test
    void isForClientsIfItSaysWhatItIsFor() throws Exception {
      register("purpose", PublicCredential.subjectDn(BILLING));
      Form form = Form.of(BILLING);

      assertAccepted(token("purpose", ca.issue(form.purpose(KeyPurposeId.id_kp_clientAuth))));
      assertAccepted(token("purpose", ca.issue(form.purpose(KeyPurposeId.anyExtendedKeyUsage))));
      assertRefused(token("purpose", ca.issue(form.purpose(KeyPurposeId.id_kp_serverAuth))));
    }
  }

  /** C.13.2: the certificate is the registered one, and its chain counts for nothing. */
  @Nested
  class RegisteredItself {
    @Test
    void isAcceptedWhoeverSignedIt() throws Exception {
      TestCertificates own = TestCertificates.selfSigned(Form.of("CN=own"));
      TestCertificates foreign = theCa("CN=Foreign").issue(Form.of("CN=own"));
      register("own", PublicCredential.certificate(own.pem()));
      register("foreign", PublicCredential.certificate(foreign.pem()));

      assertAccepted(token("own", own));
      assertAccepted(token("foreign", foreign));
      assertRefused(token("own", foreign));
    }

    @Test
    void isRefusedWithAnotherKeyUnderTheSameSubject() throws Exception {
      TestCertificates own = TestCertificates.selfSigned(Form.of("CN=same"));
      register("same", PublicCredential.certificate(own.pem()));

      assertRefused(token("same", TestCertificates.selfSigned(Form.of("CN=same"))));
      assertRefused(token("same", ca.issue(Form.of("CN=same"))));
    }

    @Test
    void isRefusedBeforeItsDates() throws Exception {
      TestCertificates early =
          TestCertificates.selfSigned(
              Form.of("CN=early").from(RunningAuthority.START.plusSeconds(3600)));
      register("early", PublicCredential.certificate(early.pem()));

      assertRefused(token("early", early));
    }

    @Test
    void isRefusedOnceItsCredentialHasExpired() throws Exception {
      TestCertificates own = TestCertificates.selfSigned(Form.of("CN=expiring"));
      CredentialRecord registered = register("expiring", PublicCredential.certificate(own.pem()));
      assertAccepted(token("expiring", own));

      authority
          .authority()
          .credentialAdministration()
          .expire("expiring", registered.id(), Duration.ZERO);

      assertRefused(token("expiring", own));
    }
  }

  @Nested
  class Attempts {
    private final TestCertificates own = ca.issue(Form.of("CN=attempts"));

    Attempts() throws Exception {}

    /** C.13.1. */
    @Test
    void needAClientId() throws Exception {
      HttpResponse<String> answer =
          MtlsClient.with(authority, own).post("/token", "grant_type=client_credentials");

      assertRefused(answer);
      assertThat(answer.body()).contains("tls_client_auth");
    }

    @Test
    void needACertificate() throws Exception {
      register("bare", PublicCredential.subjectDn("CN=attempts"));

      assertRefused(MtlsClient.without(authority).token("bare"));
    }

    @Test
    void areRefusedAlikeForStrangersAndDisabledClients() throws Exception {
      register("barred", PublicCredential.subjectDn("CN=attempts"));
      assertAccepted(token("barred", own));
      authority.authority().administration().disable("barred");

      HttpResponse<String> barred = token("barred", own);
      HttpResponse<String> stranger = token("nobody", own);
      assertRefused(barred);
      assertThat(stranger.body()).isEqualTo(barred.body());
    }

    @Test
    void giveWayToASecretBesideTheCertificate() throws Exception {
      String secret = authority.addApplication("secretive");
      register("by-certificate", PublicCredential.subjectDn("CN=attempts"));

      MtlsClient client = MtlsClient.with(authority, own);
      assertAccepted(client.token("secretive&client_secret=" + secret));
      assertRefused(client.token("by-certificate&client_secret=sgs_" + "A".repeat(43)));
    }

    @Test
    void areOfNoUseToAClientThatHasASecretAlone() throws Exception {
      authority.addApplication("secret-alone");

      assertRefused(token("secret-alone", own));
    }

    @Test
    void countAsAUseOfTheCredential() throws Exception {
      register("used", PublicCredential.subjectDn("CN=attempts"));
      assertAccepted(token("used", own));

      authority.writeCredentialUses();
      assertThat(authority.authority().credentialAdministration().list("used").get(0).lastUsedAt())
          .isNotNull();
    }

    @Test
    void workWhereverClientsAuthenticate() throws Exception {
      register("everywhere", PublicCredential.subjectDn("CN=attempts"));
      MtlsClient client = MtlsClient.with(authority, own);

      for (String path : List.of("/revoke", "/introspect")) {
        assertThat(client.post(path, "client_id=everywhere&token=x.y.z").statusCode())
            .as(path)
            .isEqualTo(200);
        assertRefused(client.post(path, "client_id=nobody&token=x.y.z"));
      }
    }
  }

  @Test
  void takesUpAnotherCaWhenTheFileChanges() throws Exception {
    register("next-ca", PublicCredential.subjectDn(BILLING));
    TestCertificates next = theCa("CN=The Next CA");
    TestCertificates own = next.issue(Form.of(BILLING));
    assertRefused(token("next-ca", own));

    Path file = folder.resolve("clients.pem");
    Files.writeString(file, ca.pem() + next.pem());
    Files.setLastModifiedTime(file, FileTime.from(RunningAuthority.START));
    authority.advance(Duration.ofSeconds(10));

    assertAccepted(token("next-ca", own));
    Files.writeString(file, "no certificate");
    Files.setLastModifiedTime(file, FileTime.from(RunningAuthority.START.plusSeconds(1)));
    authority.advance(Duration.ofSeconds(10));
    assertAccepted(token("next-ca", own));
  }

  @Test
  void namesBothMethodsInTheMetadata() throws Exception {
    HttpResponse<String> metadata =
        MtlsClient.without(authority).get("/.well-known/oauth-authorization-server");

    assertThat(metadata.body())
        .contains("\"tls_client_auth\",\"self_signed_tls_client_auth\"")
        .doesNotContain("mtls_endpoint_aliases");
  }
}

package dev.signet.authority.authn.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.storage.TokenRights;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that a proxy tells of: believed of a trusted one, and of nobody else (C.13.5). */
class ProxyCertificateTest {
  @RegisterExtension
  static final RunningAuthority BEHIND_A_PROXY =
      new RunningAuthority()
          .with("SIGNET_PROXIES_TRUSTED", "10.0.0.0/8 127.0.0.1 ::1")
          .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "Client-Cert")
          .with("SIGNET_SIGN_IN_FAILURES", "1000");

  @RegisterExtension
  static final RunningAuthority BEHIND_NGINX =
      new RunningAuthority()
          .with("SIGNET_PROXIES_TRUSTED", "127.0.0.0/8")
          .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "X-SSL-Cert")
          .with("SIGNET_PROXIES_CERTIFICATE_FORMAT", "url-pem");

  @RegisterExtension
  static final RunningAuthority BEHIND_ANOTHER =
      new RunningAuthority()
          .with("SIGNET_PROXIES_TRUSTED", "10.0.0.0/8 127.0.0.2")
          .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "Client-Cert");

  private static int clients;

  private final TestCertificates own = TestCertificates.selfSigned(Form.of("CN=own"));
  private String name = "";

  ProxyCertificateTest() throws Exception {}

  @BeforeEach
  void register() throws Exception {
    name = "client-" + ++clients;
    for (RunningAuthority each : List.of(BEHIND_A_PROXY, BEHIND_NGINX, BEHIND_ANOTHER)) {
      TokenRights rights =
          new TokenRights(List.of(RunningAuthority.AUDIENCE), Set.of(), Optional.empty());
      each.authority()
          .administration()
          .addApplicationWithoutSecret(new NewConsumer(name, rights, Map.of()));
      each.authority()
          .credentialAdministration()
          .add(name, PublicCredential.certificate(own.pem()), new Terms("", null));
    }
  }

  private static String der(TestCertificates certificate) throws Exception {
    byte[] der = certificate.certificate().getEncoded();
    return ":" + Base64.getEncoder().encodeToString(der) + ":";
  }

  private HttpResponse<String> send(RunningAuthority authority, String... headers)
      throws Exception {
    return MtlsClient.plain(authority).token(name, headers);
  }

  @Test
  void areAcceptedFromATrustedProxy() throws Exception {
    assertThat(send(BEHIND_A_PROXY, "Client-Cert", der(own)).statusCode()).isEqualTo(200);
    assertThat(send(BEHIND_NGINX, "X-SSL-Cert", MtlsClient.encode(own.pem())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void areAcceptedFromNginxWithAPlusThatIsNotEscaped() throws Exception {
    String loose = MtlsClient.encode(own.pem()).replace("%2B", "+");

    assertThat(send(BEHIND_NGINX, "X-SSL-Cert", loose).statusCode()).isEqualTo(200);
  }

  @Test
  void areIgnoredFromAnybodyElse() throws Exception {
    HttpResponse<String> forged = send(BEHIND_ANOTHER, "Client-Cert", der(own));
    HttpResponse<String> garbage = send(BEHIND_ANOTHER, "Client-Cert", "garbage");

    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(garbage.statusCode()).isEqualTo(401);
    assertThat(forged.body()).contains("invalid_client").isEqualTo(send(BEHIND_ANOTHER).body());
  }

  @Test
  void areRefusedWhenTheyAreAnothers() throws Exception {
    TestCertificates other = TestCertificates.selfSigned(Form.of("CN=own"));

    assertThat(send(BEHIND_A_PROXY, "Client-Cert", der(other)).statusCode()).isEqualTo(401);
    assertThat(send(BEHIND_A_PROXY).statusCode()).isEqualTo(401);
  }

  @Test
  void areRefusedTwice() throws Exception {
    HttpResponse<String> twice =
        send(BEHIND_A_PROXY, "Client-Cert", der(own), "Client-Cert", der(own));

    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(twice.body()).contains("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        ":",
        "::",
        ":AAAA:",
        ":!!!!:",
        "AAAA",
        ":A:",
        "-----BEGIN CERTIFICATE-----",
        "%"
      })
  void areReadStrictly(String value) throws Exception {
    assertThat(send(BEHIND_A_PROXY, "Client-Cert", value).statusCode()).isEqualTo(400);
    assertThat(send(BEHIND_NGINX, "X-SSL-Cert", value).statusCode()).isEqualTo(400);
  }

  @Test
  void areOneEach() throws Exception {
    String two = own.pem() + own.pem();

    assertThat(send(BEHIND_NGINX, "X-SSL-Cert", MtlsClient.encode(two)).statusCode())
        .isEqualTo(400);
    assertThat(send(BEHIND_A_PROXY, "Client-Cert", der(own) + ", " + der(own)).statusCode())
        .isEqualTo(400);
    assertThat(send(BEHIND_A_PROXY, "Client-Cert", der(own) + ";a=1").statusCode()).isEqualTo(400);
  }

  @Test
  void offerTheRegisteredCertificateAloneWithoutACa() throws Exception {
    assertThat(
            MtlsClient.plain(BEHIND_A_PROXY).get("/.well-known/oauth-authorization-server").body())
        .contains("self_signed_tls_client_auth")
        .doesNotContain("\"tls_client_auth\"");
  }
}

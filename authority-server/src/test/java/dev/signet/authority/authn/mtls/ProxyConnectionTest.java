package dev.signet.authority.authn.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connections of trusted proxies, whose certificates are never those of clients (C.13.5). */
class ProxyConnectionTest {
  private static final String CLIENT = "billing";

  @TempDir Path folder;
  private final RunningAuthority authority = new RunningAuthority();
  private final TestCertificates own = TestCertificates.selfSigned(Form.of("CN=own"));

  ProxyConnectionTest() throws Exception {}

  @AfterEach
  void stop() {
    authority.close();
  }

  private NewConsumer client(Bound bound) {
    TokenRights rights =
        new TokenRights(List.of(RunningAuthority.AUDIENCE), Set.of(), Optional.empty());
    return new NewConsumer(CLIENT, rights.withBound(bound), Map.of());
  }

  private void register() throws Exception {
    authority.authority().administration().addApplicationWithoutSecret(client(Bound.NONE));
    authority
        .authority()
        .credentialAdministration()
        .add(CLIENT, PublicCredential.certificate(own.pem()), new Terms("", null));
  }

  private void askForCertificates() throws Exception {
    TestCertificates server = TestCertificates.selfSigned(Form.of("CN=localhost"));
    authority
        .with("SIGNET_TLS_CERTIFICATE_FILE", write("tls.crt", server.pem()))
        .with("SIGNET_TLS_KEY_FILE", write("tls.key", server.keyPem()))
        .with("SIGNET_TLS_CLIENT_AUTH", "optional")
        .with("SIGNET_PROXIES_ADDRESS_HEADER", "x-forwarded-for");
  }

  private String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void areKnownByTheirIpv6AddressToo() throws Exception {
    authority
        .with("SIGNET_LISTEN_HOST", "::1")
        .with("SIGNET_PROXIES_TRUSTED", "::1")
        .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "Client-Cert")
        .start();
    register();
    String der = Base64.getEncoder().encodeToString(own.certificate().getEncoded());

    assertThat(
            MtlsClient.plainOverIpv6(authority)
                .token(CLIENT, "Client-Cert", ":" + der + ":")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void signNobodyInByTheProxysOwnCertificate() throws Exception {
    askForCertificates();
    authority.with("SIGNET_PROXIES_TRUSTED", "127.0.0.1").start();
    register();

    assertThat(MtlsClient.with(authority, own).token(CLIENT).statusCode()).isEqualTo(401);
  }

  @Test
  void bindNoTokenToTheProxysOwnCertificate() throws Exception {
    askForCertificates();
    authority.with("SIGNET_PROXIES_TRUSTED", "127.0.0.1").start();
    String secret = authority.addApplication(client(Bound.CERTIFICATE));

    var answer = MtlsClient.with(authority, own).token(CLIENT + "&client_secret=" + secret);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("present one in TLS");
  }

  @Test
  void ofAnybodyElseCount() throws Exception {
    askForCertificates();
    authority.with("SIGNET_PROXIES_TRUSTED", "127.0.0.2").start();
    register();

    assertThat(MtlsClient.with(authority, own).token(CLIENT).statusCode()).isEqualTo(200);
  }
}

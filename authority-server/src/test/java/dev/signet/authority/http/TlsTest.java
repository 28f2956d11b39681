package dev.signet.authority.http;

import static dev.signet.authority.token.TokenClient.GRANT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.health.HealthEndpoint;
import dev.signet.authority.http.tls.TlsFiles;
import dev.signet.authority.token.TokenClient;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  @TempDir private Path folder;

  private TlsFiles files = new TlsFiles(Path.of(""), Path.of(""));

  private final TestCertificate first;
  private final TestCertificate second;
  private final TestCertificate rsa;

  TlsTest() throws Exception {
    first = TestCertificate.ec();
    second = TestCertificate.ec();
    rsa = TestCertificate.rsa();
  }

  @BeforeEach
  void nameFiles() {
    files = new TlsFiles(folder.resolve("chain.pem"), folder.resolve("key.pem"));
  }

  @Test
  @DisplayName("C.1.17 issues a token over TLS, and none over plain HTTP on that port")
  void issuesATokenOverTls() throws Exception {
    rsa.writeTo(files);
    try (RunningAuthority authority =
        new RunningAuthority()
            .with("SIGNET_ISSUER", "https://localhost")
            .with("SIGNET_TLS_CERTIFICATE_FILE", files.certificate().toString())
            .with("SIGNET_TLS_KEY_FILE", files.key().toString())
            .start()) {
      String secret = authority.addApplication("billing");
      String request =
          RawHttp.request(
              "POST /token",
              "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  + "Authorization: "
                  + TokenClient.basicHeader("billing", secret)
                  + "\r\n",
              GRANT);

      assertThat(exchange(authority.port(), request))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"access_token\"");
      try (RawHttp plain = new RawHttp(authority.port())) {
        plain.send(request);
        assertThatThrownBy(() -> plain.read("POST")).isInstanceOf(Exception.class);
      }
    }
  }

  @Test
  void servesANewCertificateAfterItsFilesChanged() throws Exception {
    first.writeTo(files);
    try (WebServer server = start()) {
      assertThat(served(server)).isEqualTo(first.certificate());

      rsa.writeTo(files);
      assertThat(served(server)).isEqualTo(first.certificate());
      server.reloadTlsIfChanged();

      assertThat(served(server)).isEqualTo(rsa.certificate());
    }
  }

  @Test
  void keepsTheOldCertificateUntilTheNewPairIsWhole() throws Exception {
    first.writeTo(files);
    try (WebServer server = start()) {
      // One file is replaced after the other: in between they do not belong together.
      TestCertificate.write(files.certificate(), second.certificatePem());
      server.reloadTlsIfChanged();
      assertThat(served(server)).isEqualTo(first.certificate());

      TestCertificate.write(files.key(), second.keyPem());
      server.reloadTlsIfChanged();
      assertThat(served(server)).isEqualTo(second.certificate());
    }
  }

  @Test
  void keepsTheOldCertificateWhenTheNewOneIsBad() throws Exception {
    first.writeTo(files);
    String half = first.certificatePem().substring(0, 200);
    try (WebServer server = start()) {
      for (Map.Entry<Path, String> bad : badFiles(half)) {
        TestCertificate.write(bad.getKey(), bad.getValue());
        server.reloadTlsIfChanged();
        assertThat(served(server)).as("%s", bad).isEqualTo(first.certificate());
        first.writeTo(files);
      }
      Files.delete(files.key());
      server.reloadTlsIfChanged();
      assertThat(served(server)).isEqualTo(first.certificate());

      second.writeTo(files);
      server.reloadTlsIfChanged();
      assertThat(served(server)).isEqualTo(second.certificate());
    }
  }

  private List<Map.Entry<Path, String>> badFiles(String half) throws Exception {
    return List.of(
        Map.entry(files.certificate(), ""),
        Map.entry(files.certificate(), half),
        Map.entry(files.certificate(), rsa.certificatePem()),
        Map.entry(files.certificate(), second.certificatePem()),
        Map.entry(files.key(), ""),
        Map.entry(files.key(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
        Map.entry(files.key(), half),
        Map.entry(files.key(), "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n"),
        Map.entry(files.key(), rsa.keyPem()),
        Map.entry(files.key(), second.keyPem()));
  }

  @Test
  void refusesToStartWithAPairThatDoesNotBelongTogether() throws Exception {
    for (Map.Entry<Path, String> bad : badFiles("half")) {
      first.writeTo(files);
      TestCertificate.write(bad.getKey(), bad.getValue());

      assertThatThrownBy(this::start)
          .as("%s", bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  private WebServer start() {
    WebSettings settings = new WebSettings("listen", "127.0.0.1", 0, files, HttpLimits.DEFAULT);
    return WebServer.start(
        settings,
        List.of(new HealthEndpoint(Map.of(), Map.of())),
        new ErrorMapper(),
        RequestListener.NONE);
  }

  /** The certificate that a new connection is shown. */
  private static Certificate served(WebServer server) throws Exception {
    try (SSLSocket socket = connect(server.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static String exchange(int port, String request) throws Exception {
    try (SSLSocket socket = connect(port)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static SSLSocket connect(int port) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAnyone()}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Looks at whatever certificate is shown; what it is worth is the test's business. */
  private static final class TrustsAnyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

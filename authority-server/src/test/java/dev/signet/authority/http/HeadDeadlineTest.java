package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.authn.mtls.TestCertificates;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.http.tls.TlsFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that never brings a whole request head does not stay, however busy it is. */
class HeadDeadlineTest {
  private static final int DRIP_MILLIS = 50;

  /** Far more than the two seconds that a head may take below. */
  private static final int MOST_DRIPS = 300;

  private static final String SLOW = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String DRIPPING = "GET / HTTP/1.1\r\nX-Long: ";

  @TempDir Path folder;
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  private WebServer start(@Nullable TlsFiles tls) {
    Duration second = Duration.ofSeconds(1);
    HttpLimits limits = new HttpLimits(1_024, 8_192, 8, 256, 100, 10, second, second, second);
    return WebServer.start(
        new WebSettings("listen", "127.0.0.1", 0, tls, limits),
        List.of(
            routes ->
                routes.get(
                    "/slow",
                    ctx -> {
                      arrived.countDown();
                      answer.await();
                      ctx.result("done");
                    })),
        new ErrorMapper(),
        RequestListener.NONE);
  }

  private TlsFiles files() throws Exception {
    TestCertificates server = TestCertificates.selfSigned(Form.of("CN=localhost"));
    return new TlsFiles(
        Files.writeString(folder.resolve("tls.crt"), server.pem()),
        Files.writeString(folder.resolve("tls.key"), server.keyPem()),
        false);
  }

  private static Socket plain(WebServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static Socket secured(WebServer server) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAnyone()}, new SecureRandom());
    return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Sends a byte whenever one of them had no effect. */
  private static boolean isCutOff(Socket socket) throws IOException {
    socket.setSoTimeout(DRIP_MILLIS);
    for (int i = 0; i < MOST_DRIPS; i++) {
      try {
        send(socket, "a");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // It is still open: another byte.
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }

  @Test
  void endsAConnectionWhoseHeadDripsAndNoneThatIsServed() throws Exception {
    try (WebServer server = start(null);
        Socket served = plain(server);
        Socket dripping = plain(server)) {
      send(served, SLOW);
      arrived.await();
      send(dripping, DRIPPING);

      assertThat(isCutOff(dripping)).isTrue();

      answer.countDown();
      assertThat(firstLine(served)).contains("200");
    }
  }

  @Test
  void doesSoUnderTls() throws Exception {
    try (WebServer server = start(files());
        Socket served = secured(server);
        Socket dripping = secured(server)) {
      send(served, SLOW);
      arrived.await();
      send(dripping, DRIPPING);

      assertThat(isCutOff(dripping)).isTrue();

      answer.countDown();
      assertThat(firstLine(served)).contains("200");
    }
  }

  @Test
  void endsAHandshakeThatDrips() throws Exception {
    try (WebServer server = start(files());
        Socket dripping = plain(server)) {
      // TLSPlaintext of 16 KiB: handshake, and then what would be a hello.
      dripping.getOutputStream().write(new byte[] {22, 3, 1, 64, 0, 1, 0, 63, (byte) 252, 3, 3});

      assertThat(isCutOff(dripping)).isTrue();
    }
  }

  @Test
  void countsFromTheLastAnswer() throws Exception {
    try (WebServer server = start(null);
        Socket socket = plain(server)) {
      answer.countDown();
      send(socket, SLOW);
      assertThat(firstLine(socket)).contains("200");
      send(socket, DRIPPING);

      assertThat(isCutOff(socket)).isTrue();
    }
  }

  /** Whose server it is, is not the matter here. */
  private static final class TrustsAnyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return List.<X509Certificate>of().toArray(X509Certificate[]::new);
    }
  }
}

package dev.signet.validator;

import static dev.signet.validator.TestKey.ES256;
import static dev.signet.validator.TestKey.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.sync.DaemonTimer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A real server on loopback that hangs, drips, lies and dies, and a validator that lives on. */
class UnrulyAuthorityTest {
  private interface Mood {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static final BoundedHttp.Limits TIGHT =
      new BoundedHttp.Limits(
          Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(700), 16 * 1024);

  private final HandClock clock = new HandClock(TestTokens.NOW);
  private final BlockingQueue<ValidatorEvent> events = new LinkedBlockingQueue<>();
  private final CountDownLatch testOver = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private volatile Mood mood = exchange -> answer(exchange, TestKey.set(ES256));
  private HttpServer server;
  private TokenValidator validator;

  @BeforeEach
  void startWithAGoodAuthority() throws Exception {
    startServer(0);
    validator = newValidator();
    awaitEvent(Kind.KEYS_INSTALLED);
  }

  @AfterEach
  void stop() {
    validator.close();
    testOver.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  @DisplayName("D05 hangs: good tokens pass, and an unknown kid waits half a second at most")
  void hangs() throws Exception {
    mood = exchange -> awaitTestOver();
    validator.refreshNow();

    long start = System.nanoTime();
    assertAccepts(ES256);
    Bench.assertRefused(validator.checkToken(token(RS256)), Reason.UNKNOWN_KEY);

    // 500 ms, and what a busy machine adds: less than the time that the server hangs.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    awaitEvent(Kind.REFRESH_FAILED);
    assertAccepts(ES256);
  }

  @Test
  @DisplayName("D16 drips a byte a second")
  void drips() throws Exception {
    mood =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitTestOver();
        };

    assertSurvives(Kind.REFRESH_FAILED, "did not answer within");
  }

  @Test
  @DisplayName("D16 never ends")
  void neverEnds() throws Exception {
    mood =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (testOver.getCount() > 0) {
              body.write(new byte[512]);
            }
          }
        };

    assertSurvives(Kind.REFRESH_FAILED, "");
  }

  @Test
  @DisplayName("D10 lies: a page instead of keys")
  void answersAPage() throws Exception {
    mood = exchange -> answer(exchange, "<html>Welcome to the airport's network</html>");

    assertSurvives(Kind.UPDATE_REJECTED, "not strict JSON");
  }

  @Test
  @DisplayName("D09 lies: a private key among the keys")
  void publishesAPrivateKey() throws Exception {
    mood =
        exchange ->
            answer(exchange, TestKey.set(RS256).replace("{\"alg\"", "{\"d\":\"AQ\",\"alg\""));

    assertSurvives(Kind.UPDATE_REJECTED, "keys at");
  }

  @Test
  @DisplayName("D16 lies: it promises more than it sends")
  void breaksOff() throws Exception {
    mood =
        exchange -> {
          exchange.sendResponseHeaders(200, 4_000);
          exchange.getResponseBody().write(TestKey.set(RS256).getBytes(UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("the connection is cut");
        };

    assertSurvives(Kind.REFRESH_FAILED, "");
  }

  @Test
  void liesAboutWhoItIs() throws Exception {
    server.removeContext(FakeAuthority.OAUTH);
    server.createContext(
        FakeAuthority.OAUTH,
        exchange ->
            answer(exchange, FakeAuthority.metadata("https://evil.example", issuer() + "/jwks")));
    mood = exchange -> exchange.close();
    // Its keys were gone once, so that the metadata is asked again.
    validator.refreshNow();
    awaitEvent(Kind.REFRESH_FAILED);
    mood = exchange -> answer(exchange, TestKey.set(RS256));

    assertSurvives(Kind.UPDATE_REJECTED, "another issuer");
  }

  @Test
  void diesAndComesBack() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    validator.refreshNow();
    awaitEvent(Kind.REFRESH_FAILED);
    assertAccepts(ES256);
    try (TokenValidator second = newValidator()) {
      awaitEvent(Kind.REFRESH_FAILED);
      assertThat(second.checkToken(token(ES256))).isInstanceOf(Verdict.Unavailable.class);
      startServer(port);

      // The timer's own backoff finds it, with no call of the host.
      awaitEvent(Kind.KEYS_INSTALLED);

      assertThat(second.checkToken(token(ES256))).isInstanceOf(Verdict.Accepted.class);
    }
  }

  private void startServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/jwks", exchange -> mood.answer(exchange));
    server.createContext(
        FakeAuthority.OAUTH,
        exchange -> answer(exchange, FakeAuthority.metadata(issuer(), issuer() + "/jwks")));
    server.start();
  }

  private TokenValidator newValidator() {
    TokenValidatorBuilder settings =
        TokenValidator.forAuthority(issuer(), TestTokens.AUDIENCE)
            .clock(clock)
            .listener(events::add);
    return Bench.build(
        settings,
        KeySupplies.fetched(settings, new BoundedHttp(TIGHT), new DaemonTimer("test-sync", clock)));
  }

  private void assertSurvives(Kind expected, String detail) throws InterruptedException {
    validator.refreshNow();

    assertThat(awaitEvent(expected).detail()).contains(detail);
    assertAccepts(ES256);
    assertThat(validator.state().counters().usableKeys()).isEqualTo(1);
  }

  private ValidatorEvent awaitEvent(Kind kind) throws InterruptedException {
    ValidatorEvent event = events.poll(20, TimeUnit.SECONDS);
    while (event != null && event.kind() != kind) {
      event = events.poll(20, TimeUnit.SECONDS);
    }
    assertThat(event).as("event " + kind).isNotNull();
    return event;
  }

  private void assertAccepts(TestKey key) {
    assertThat(validator.checkToken(token(key))).isInstanceOf(Verdict.Accepted.class);
  }

  private String token(TestKey key) {
    return TestTokens.valid(key).claim("iss", '"' + issuer() + '"').signed();
  }

  private String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String document) throws IOException {
    byte[] body = document.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitTestOver() {
    try {
      assertThat(testOver.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

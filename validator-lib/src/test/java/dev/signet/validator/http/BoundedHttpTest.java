package dev.signet.validator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The client against a real server on loopback that behaves as badly as D16 says. */
class BoundedHttpTest {
  private static final BoundedHttp.Limits TIGHT =
      new BoundedHttp.Limits(
          Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(600), 1024);
  private static final Optional<String> NO_ETAG = Optional.empty();

  private final BoundedHttp http =
      new BoundedHttp(
          new BoundedHttp.Limits(
              Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), 1024));
  private final BoundedHttp impatient = new BoundedHttp(TIGHT);
  private final CountDownLatch testOver = new CountDownLatch(1);
  private final List<String> conditions = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    testOver.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void asksForAMediaTypeAndSaysWhichCame() throws IOException {
    List<String> accepted = new CopyOnWriteArrayList<>();
    serve(
        exchange -> {
          accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
          exchange.getResponseHeaders().add("Content-Type", "Application/X+JWT ; charset=utf-8");
          answer(exchange, 200, "hello".getBytes(UTF_8));
        });

    assertThat(http.get(uri(), "application/x+jwt", NO_ETAG).mediaType())
        .hasValue("application/x+jwt");
    assertThat(http.get(uri(), NO_ETAG).body()).isPresent();
    assertThat(accepted)
        .containsExactly("application/x+jwt", "application/json, application/jwk-set+json");
  }

  @Test
  void bringsADocumentWithWhatTheServerSaysOfIt() throws IOException {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("ETag", "\"v1\"");
          exchange.getResponseHeaders().add("Cache-Control", "public, max-age=120");
          answer(exchange, 200, "hello".getBytes(UTF_8));
        });

    BoundedHttp.Answer answer = http.get(uri(), NO_ETAG);

    assertThat(answer.body().orElseThrow()).asString(UTF_8).isEqualTo("hello");
    assertThat(answer.etag()).contains("\"v1\"");
    assertThat(answer.maxAge()).contains(Duration.ofMinutes(2));
  }

  @Test
  void readsMaxAgeOnlyWhereItStands() throws IOException {
    assertThat(maxAgeOf("max-age=60")).contains(Duration.ofMinutes(1));
    assertThat(maxAgeOf("no-cache, Max-Age=\"60\"")).contains(Duration.ofMinutes(1));
    assertThat(maxAgeOf("s-maxage=60")).isEmpty();
    assertThat(maxAgeOf("x-max-age=60")).isEmpty();
    assertThat(maxAgeOf("max-age=-1")).isEmpty();
    assertThat(maxAgeOf("no-store")).isEmpty();
  }

  private Optional<Duration> maxAgeOf(String cacheControl) throws IOException {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Cache-Control", cacheControl);
          answer(exchange, 200, new byte[1]);
        });
    return http.get(uri(), NO_ETAG).maxAge();
  }

  @Test
  void asksConditionallyAndTakesNotModified() throws IOException {
    serve(
        exchange -> {
          conditions.add(exchange.getRequestHeaders().getFirst("If-None-Match"));
          exchange.getResponseHeaders().add("Cache-Control", "max-age=90");
          exchange.sendResponseHeaders(304, -1);
          exchange.close();
        });

    BoundedHttp.Answer answer = http.get(uri(), Optional.of("\"v1\""));

    assertThat(answer.body()).isEmpty();
    assertThat(answer.maxAge()).contains(Duration.ofSeconds(90));
    assertThat(conditions).containsExactly("\"v1\"");
  }

  @Test
  @DisplayName("D16 304 to a request without condition")
  void refusesNotModifiedThatWasNotAskedFor() {
    serve(exchange -> answer(exchange, 304, new byte[0]));

    assertThatThrownBy(() -> http.get(uri(), NO_ETAG)).hasMessageContaining("304");
  }

  @Test
  @DisplayName("D16 redirects are not followed")
  void followsNoRedirect() {
    serve(
        exchange -> {
          conditions.add("asked");
          exchange.getResponseHeaders().add("Location", uri().toString());
          answer(exchange, 302, new byte[0]);
        });

    assertThatThrownBy(() -> http.get(uri(), NO_ETAG)).hasMessageContaining("302");
    assertThat(conditions).hasSize(1);
  }

  @Test
  void refusesEveryOtherStatus() {
    for (int status : List.of(201, 204, 404, 500, 503)) {
      serve(exchange -> answer(exchange, status, new byte[0]));

      assertThatThrownBy(() -> http.get(uri(), NO_ETAG))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(status));
    }
  }

  @Test
  @DisplayName("D16 takes the largest body and hangs up at one byte more")
  void capsTheBody() throws IOException {
    serve(exchange -> answer(exchange, 200, new byte[1024]));
    assertThat(http.get(uri(), NO_ETAG).body().orElseThrow()).hasSize(1024);

    serve(exchange -> answer(exchange, 200, new byte[1025]));
    assertThatThrownBy(() -> http.get(uri(), NO_ETAG)).hasMessageContaining("larger than allowed");
  }

  @Test
  @DisplayName("D16 an endless body is cut at the cap")
  void capsABodyOfUnknownLength() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (testOver.getCount() > 0) {
              body.write(new byte[512]);
            }
          }
        });

    assertThatThrownBy(() -> http.get(uri(), NO_ETAG)).hasMessageContaining("larger than allowed");
  }

  @Test
  @DisplayName("D16 a body that drips is ended by the total time")
  void endsASlowDrip() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          awaitTestOver();
        });

    assertThatThrownBy(() -> impatient.get(uri(), NO_ETAG))
        .hasMessageContaining("did not answer within");
  }

  @Test
  @DisplayName("D05 a server that hangs is given up")
  void endsAHang() {
    serve(exchange -> awaitTestOver());

    assertThatThrownBy(() -> impatient.get(uri(), NO_ETAG)).isInstanceOf(IOException.class);
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://localhost:" + port + "/");

    assertThatThrownBy(() -> http.get(nobody, NO_ETAG)).hasMessageContaining("ConnectException");
  }

  private URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/document");
  }

  private void serve(HttpHandler handler) {
    try {
      server.removeContext("/document");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasNoCause();
    }
    server.createContext("/document", handler);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void awaitTestOver() {
    try {
      assertThat(testOver.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

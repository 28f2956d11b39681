package dev.signet.validator;

import static dev.signet.validator.RevocationBench.revocations;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.RawHttp;
import dev.signet.validator.http.StreamingHttp;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.HandTimer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a validator with a name tells the authority of what it enforces. */
class ReportsTest {
  private static final String LIST = "https://auth.example.com/revocations";

  private final RevocationBench bench = new RevocationBench();
  private final ScriptedStream server = new ScriptedStream();
  private final HandTimer streamTimer = new HandTimer();
  private final RevocationStream stream =
      new RevocationStream(
          new StreamingHttp(StreamingHttp.Limits.usual()),
          streamTimer,
          PublishedRevocations.MAX_BYTES);
  private final List<String> said = new ArrayList<>();
  private CompletableFuture<Boolean> reply = CompletableFuture.completedFuture(true);

  /** An authority that notes who asks and who reports. */
  private final RawHttp authority =
      new RawHttp() {
        @Override
        public Reply get(URI uri, Map<String, String> headers) throws IOException {
          if (uri.equals(ScriptedAuthority.KEYS)) {
            return bench.authority.get(uri, headers);
          }
          said.add(("GET " + uri + " " + headers.get("Signet-Validator")).strip());
          return bench.mirror.get(uri, headers);
        }

        @Override
        public CompletableFuture<Boolean> head(URI uri, Map<String, String> headers) {
          said.add("HEAD " + uri + " " + headers.get("Signet-Validator"));
          return reply;
        }
      };

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void namesItselfInPollsOfTheListAndNowhereElse() {
    bench.mirror.publishes(bench.list(5));
    TokenValidator validator = start("orders-1");
    validator.refreshNow();

    assertThat(said)
        .filteredOn(request -> request.contains("/revocations"))
        .containsExactly("GET " + LIST + " orders-1", "GET " + LIST + "?since=5 orders-1");
    assertThat(said)
        .filteredOn(request -> request.contains(".well-known"))
        .isNotEmpty()
        .allMatch(request -> request.endsWith(" null"));
  }

  @Test
  void saysNothingWithoutAName() {
    bench.mirror.publishes(bench.list(5));
    start(null);
    server.sends(bench.delta(5, 6));
    listen();

    assertThat(said)
        .noneMatch(request -> request.startsWith("HEAD"))
        .allMatch(request -> request.endsWith(" null"));
  }

  @Test
  void reportsAChangeThatCameByTheStreamOnceItIsInForce() {
    bench.mirror.publishes(bench.list(5));
    start("orders-1");
    server.sends(bench.delta(5, 6), bench.delta(6, 7));
    listen();

    assertThat(said)
        .endsWith("HEAD " + LIST + "?since=6 orders-1", "HEAD " + LIST + "?since=7 orders-1");
  }

  @Test
  void reportsEvery30SecondsOtherwise() {
    bench.mirror.publishes(bench.list(5));
    start("orders-1");
    beat();
    assertThat(heads()).isEqualTo(1);

    for (int second = 5; second < 30; second += 5) {
      beat();
      assertThat(heads()).isEqualTo(1);
    }
    beat();
    assertThat(heads()).isEqualTo(2);
  }

  @Test
  void countsAReportThatFailsAndGoesOn() {
    bench.mirror.publishes(bench.list(5));
    TokenValidator validator = start("orders-1");
    reply = CompletableFuture.failedFuture(new IOException("down"));
    beat();
    reply = CompletableFuture.completedFuture(false);
    server.sends(bench.delta(5, 6));
    streamTimer.advance(streamTimer.nextDelay());

    assertThat(revocations(validator).failedReports()).isEqualTo(2);
    assertThat(revocations(validator).sequence()).hasValue(6);
    assertThat(revocations(validator).faults().lastError()).isEmpty();
  }

  @Test
  void waitsForNoReportAndSendsOneAtATime() {
    bench.mirror.publishes(bench.list(5));
    TokenValidator validator = start("orders-1");
    reply = new CompletableFuture<>();
    server.sends(bench.delta(5, 6), bench.delta(6, 7), bench.delta(7, 8));
    listen();
    assertThat(revocations(validator).sequence()).hasValue(8);
    assertThat(heads()).isEqualTo(1);

    reply.complete(true);
    server.sends(bench.delta(8, 8));
    streamTimer.advance(streamTimer.nextDelay());

    assertThat(said).endsWith("HEAD " + LIST + "?since=8 orders-1");
  }

  @Test
  void sendsAHeadRequestOverRealHttp() throws Exception {
    List<String> heard = new ArrayList<>();
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          heard.add(exchange.getRequestHeaders().getFirst("Signet-Validator"));
          exchange.sendResponseHeaders(heard.size() > 2 ? 404 : 200, -1);
          exchange.close();
        });
    http.start();
    try {
      URI list = URI.create("http://localhost:" + http.getAddress().getPort() + "/list?since=5");
      BoundedHttp client =
          new BoundedHttp(BoundedHttp.Limits.usual()).saying("Signet-Validator", "orders-1");

      assertThat(client.head(list).get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(client.head(list).get(20, TimeUnit.SECONDS)).isFalse();
      assertThat(heard).startsWith("HEAD /list?since=5", "orders-1");
    } finally {
      http.stop(0);
    }
  }

  private TokenValidator start(@Nullable String name) {
    TokenValidatorBuilder settings =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .clock(bench.timer.clock());
    if (name != null) {
      settings.reportAs(name);
    }
    BoundedHttp http = new BoundedHttp(authority, PublishedRevocations.MAX_BYTES);
    KeySupply keys = KeySupplies.fetched(settings, http, bench.timer);
    return new TokenValidator(
        settings,
        keys,
        RevocationSupplies.fetched(settings, keys, http, http, bench.timer, stream));
  }

  private void listen() {
    stream.follow(Optional.of(server.uri()));
  }

  /** A heartbeat, 5 s after the one before. */
  private void beat() {
    bench.timer.advance(Duration.ofSeconds(5));
    server.sends(bench.delta(5, 5));
    if (server.requests().isEmpty()) {
      listen();
    } else {
      streamTimer.advance(streamTimer.nextDelay());
    }
  }

  private long heads() {
    return said.stream().filter(request -> request.startsWith("HEAD")).count();
  }
}

package dev.signet.authority.guessing;

import static dev.signet.authority.authn.assertion.AssertionMaker.text;
import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.assertion.AssertionMaker;
import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.RawHttp;
import dev.signet.authority.token.TokenClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a stranger can have the authority do before it knows anybody. */
class FloodTest {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String HEAD =
      """
      POST /token HTTP/1.1
      Host: localhost
      Content-Length: 0
      Content-Type: application/x-www-form-urlencoded

      """
          .replace("\n", "\r\n");

  @Nested
  class OfAssertions {
    /** Form, size, algorithm and claims are judged before any key is fetched or used. */
    @Test
    void fetchesNoKeyForAnAssertionThatCannotBeGood() throws IOException {
      AtomicInteger fetches = new AtomicInteger();
      SignerKey key = SignerKey.es256("k1");
      HttpServer keys =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      keys.createContext(
          "/",
          exchange -> {
            fetches.incrementAndGet();
            byte[] set = SignerKey.set(key).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
            exchange.close();
          });
      keys.start();
      try (RunningAuthority authority =
          new RunningAuthority().with("SIGNET_SIGN_IN_FAILURES", "1000").start()) {
        authority.addApplication("billing");
        String address = "http://localhost:" + keys.getAddress().getPort() + "/keys";
        authority
            .authority()
            .credentialAdministration()
            .add("billing", PublicCredential.jwksUri(address), new Terms("", null));

        for (String bad : bad(authority, key)) {
          assertThat(send(authority, bad)).as("%.40s", bad).isIn(400, 401);
        }
        assertThat(fetches).hasValue(0);

        assertThat(send(authority, good(authority, key).signed())).isEqualTo(200);
        assertThat(fetches).hasPositiveValue();
      } finally {
        keys.stop(0);
      }
    }

    private List<String> bad(RunningAuthority authority, SignerKey key) {
      String padding = text("x".repeat(8_192));
      return List.of(
          "garbage",
          "a.b.c",
          "a.b.c.d.e",
          ".".repeat(8_000),
          good(authority, key).claim("padding", padding).signed(),
          good(authority, key).header("alg", text("none")).signed(),
          good(authority, key).header("alg", text("HS256")).signed(),
          good(authority, key).header("alg", text("PS256")).signed(),
          good(authority, key).header("jku", text("https://evil.example/keys")).signed(),
          good(authority, key).header("typ", text("at+jwt")).signed(),
          good(authority, key).claim("aud", text("https://other.example")).signed(),
          good(authority, key).without("exp").signed(),
          good(authority, key).without("jti").signed(),
          good(authority, key).claim("exp", "1").signed(),
          good(authority, key).claim("iss", text("nobody")).signed());
    }

    private AssertionMaker good(RunningAuthority authority, SignerKey key) {
      return AssertionMaker.of(
          key, "billing", RunningAuthority.ISSUER, authority.clock().instant());
    }

    private int send(RunningAuthority authority, String assertion) {
      return TokenClient.careless(authority)
          .post(
              GRANT
                  + "&client_id=billing&client_assertion_type="
                  + encode(TYPE)
                  + "&client_assertion="
                  + encode(assertion))
          .status();
    }
  }

  @Nested
  class OfConnections {
    @Test
    void areTakenUpToTheLimitAndTheNextWaitsUntilOneCloses() throws IOException {
      try (RunningAuthority authority =
          new RunningAuthority()
              .with("SIGNET_REVOCATIONS_STREAMS", "5")
              .with("SIGNET_LIMITS_CONNECTIONS", "10")
              .start()) {
        List<RawHttp> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          open.add(new RawHttp(authority.port()).send(HEAD));
          assertThat(open.get(i).read("POST").status()).isEqualTo(401);
        }

        assertThatThrownBy(() -> answerWithin(authority.port(), 500))
            .isInstanceOf(SocketTimeoutException.class);
        for (RawHttp each : open) {
          each.close();
        }

        assertThat(answerWithin(authority.port(), 20_000)).isEqualTo('H');
      }
    }

    /** The first byte of an answer. */
    private int answerWithin(int port, int millis) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(millis);
        socket.getOutputStream().write(HEAD.getBytes(US_ASCII));
        return socket.getInputStream().read();
      }
    }
  }

  @Nested
  class OfHeaders {
    @Test
    void areRefusedBeyondTheLimitBeforeAnythingIsLookedAt() throws IOException {
      try (RunningAuthority authority =
          new RunningAuthority().with("SIGNET_LIMITS_HEADER_BYTES", "2048").start()) {
        String head = HEAD.replace("\r\n\r\n", "\r\nX-Padding: " + "x".repeat(2_048) + "\r\n\r\n");

        assertThat(RawHttp.exchange(authority.port(), head).status()).isEqualTo(431);
      }
    }
  }

  @Nested
  class OfSessionValues {
    @Test
    void isNoGuessingAsTheyAreRandom() {
      try (RunningAuthority authority =
          new RunningAuthority()
              .with("SIGNET_SESSIONS_ENABLED", "true")
              .with("SIGNET_SIGN_IN_ADDRESS_FAILURES", "3")
              .start()) {
        authority.addUser("ada", "correct horse battery", Map.of());
        for (int i = 0; i < 10; i++) {
          TokenClient.careless(authority)
              .request()
              .header("Cookie", "__Host-signet-session=" + "A".repeat(43))
              .body(GRANT)
              .post(authority.url("/token"))
              .then()
              .statusCode(401);
        }

        assertThat(TokenClient.of(authority).basic("ada", "correct horse battery", GRANT).status())
            .isEqualTo(200);
      }
    }
  }
}

package dev.signet.authority.http;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.token.TokenClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no good client sends: each gets a JSON error, and none harms the next request. */
class BadInputTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_LIMITS_BODY_TIMEOUT", "1s")
          .with("SIGNET_LIMITS_IDLE_TIMEOUT", "5s");

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  private static String credentials = "";

  @BeforeAll
  static void addConsumer() {
    String secret = AUTHORITY.addApplication("billing", "orders.read");
    credentials = "Authorization: " + TokenClient.basicHeader("billing", secret) + "\r\n";
  }

  private static Answer exchange(String request) throws IOException {
    return RawHttp.exchange(AUTHORITY.port(), request);
  }

  private static Answer post(String headers, String body) throws IOException {
    return exchange(RawHttp.request("POST /token", credentials + headers, body));
  }

  private static Answer ask(String line) throws IOException {
    return exchange(RawHttp.request(line, "", ""));
  }

  @Nested
  class InTheBody {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "&scope=%",
          "&scope=%4",
          "&scope=%zz",
          "&scope=%u0041",
          "&sc%ope=x",
          "&scope=%ff",
          "&scope=%c0%80",
          "&scope=%ed%a0%80",
          "&scope=\u00ff",
          "&\u00e9=1",
        })
    void refusesABrokenEncoding(String more) throws IOException {
      Answer answer = post(FORM, GRANT + more);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
      "&scope=orders.read%00,invalid_scope",
      "&audience=%00,invalid_target",
      "&resource=%00,invalid_target",
      "&client_id=billing%00,invalid_request",
    })
    void takesANulForNothingElse(String more, String error) throws IOException {
      assertThat(post(FORM, GRANT + more).error()).isEqualTo(error);
      assertThat(post(FORM, GRANT + more.replace("%00", "\0")).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "Content-Type: application/json\r\n",
          "Content-Type: multipart/form-data; boundary=x\r\n",
          "Content-Type: text/plain\r\n",
          "Content-Type: application/x-www-form-urlencodedx\r\n",
          "Content-Type: \r\n",
          "Content-Type: ;charset=utf-8\r\n",
        })
    void refusesAnotherContentType(String header) throws IOException {
      Answer answer = post(header, GRANT);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&", "=", "=&=", "==", "?", "grant_type", "\r\n"})
    void refusesAFormWithoutAGrantType(String body) throws IOException {
      Answer answer = post(FORM, body);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void refusesABodyOverItsLimit() throws IOException {
      int limit = HttpLimits.DEFAULT.bodyBytes();
      String form = GRANT + "&x=" + "a".repeat(8_000) + "&y=";

      Answer largest =
          post(FORM, form + "a".repeat(limit - form.length() - 8_000) + "&z=" + "a".repeat(7_997));
      Answer larger =
          post(FORM, form + "a".repeat(limit - form.length() - 8_000) + "&z=" + "a".repeat(7_998));

      assertThat(largest.status()).isEqualTo(200);
      assertThat(larger.status()).isEqualTo(413);
      assertThat(larger.error()).isEqualTo("invalid_request");
    }

    @Test
    void refusesAChunkedBodyOverItsLimit() throws IOException {
      String chunk = "1000\r\n" + "a".repeat(0x1000) + "\r\n";

      Answer answer =
          exchange(
              "POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                  + credentials
                  + FORM
                  + "\r\n"
                  + chunk.repeat(5)
                  + "0\r\n\r\n");

      assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void readsAChunkedBody() throws IOException {
      Answer answer =
          exchange(
              "POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                  + credentials
                  + FORM
                  + "\r\n5\r\ngrant\r\n18\r\n_type=client_credentials\r\n0\r\n\r\n");

      assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void refusesMoreFieldsThanAllowed() throws IOException {
      int fields = HttpLimits.DEFAULT.formFields();

      assertThat(post(FORM, GRANT + fields(fields - 1)).status()).isEqualTo(200);
      assertThat(post(FORM, GRANT + fields(fields)).error()).isEqualTo("invalid_request");
    }

    private static String fields(int count) {
      StringBuilder fields = new StringBuilder();
      for (int i = 0; i < count; i++) {
        fields.append("&f").append(i).append("=1");
      }
      return fields.toString();
    }

    @Test
    void refusesALongerFieldThanAllowed() throws IOException {
      String longest = "a".repeat(HttpLimits.DEFAULT.fieldChars());

      assertThat(post(FORM, GRANT + "&x=" + longest).status()).isEqualTo(200);
      assertThat(post(FORM, GRANT + "&x=a" + longest).error()).isEqualTo("invalid_request");
      assertThat(post(FORM, GRANT + "&" + longest + "=1").status()).isEqualTo(200);
      assertThat(post(FORM, GRANT + "&a" + longest + "=1").error()).isEqualTo("invalid_request");
    }

    @Test
    void givesUpOnABodyThatDrips() throws IOException {
      String head =
          "POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 16000\r\n"
              + credentials
              + FORM
              + "\r\n";
      try (RawHttp connection = new RawHttp(AUTHORITY.port()).waitAtMost(50)) {
        connection.send(head);
        Answer answer = drip(connection);

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.error()).isEqualTo("invalid_request");
        Contract.check("POST", "/token", answer);
      }
    }

    /** Sends a byte whenever 50 ms passed without an answer. */
    private static Answer drip(RawHttp connection) throws IOException {
      for (int i = 0; i < 1_000; i++) {
        try {
          return connection.send("a").read("POST");
        } catch (SocketTimeoutException e) {
          // No answer yet: another byte.
        }
      }
      throw new AssertionError("the server took every byte");
    }
  }

  @Nested
  class InTheHead {
    @Test
    void refusesAHeaderOverItsLimit() throws IOException {
      Answer answer = post(FORM + "X-Long: " + "a".repeat(9_000) + "\r\n", GRANT);

      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void refusesALineOverItsLimit() throws IOException {
      Answer answer = ask("GET /" + "a".repeat(9_000));

      assertThat(answer.status()).isIn(414, 431);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "nonsense\r\n\r\n",
          "GET / HTTP/9.9\r\n\r\n",
          "GET /health/live HTTP/1.1\r\n\r\n",
          "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET /health/live HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
          "GET /health/live HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
          "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
          "POST /token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
          "POST /token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        })
    void refusesWhatIsNotHttp(String request) throws IOException {
      try (RawHttp connection = new RawHttp(AUTHORITY.port())) {
        Answer answer = connection.send(request).read("GET");

        assertThat(answer.status()).isIn(400, 505, 501);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json().path("error").asText()).isNotEmpty();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-request-id")).isNotEmpty();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET /",
          "GET /admin",
          "GET /token/x",
          "POST /TOKEN",
          "POST /token/",
          "POST //token",
          "GET /.well-known",
          "GET /.well-known/",
          "GET /.well-known/jwks.json/",
          "GET /.well-known/openid-configuration",
          "GET /health",
          "GET /health/",
          "OPTIONS /admin",
          "HEAD /admin",
          "BREW /admin",
        })
    void hasNothingAtOtherPaths(String line) throws IOException {
      Answer answer = ask(line);

      assertThat(answer.status()).isEqualTo(404);
      if (!line.startsWith("HEAD")) {
        assertThat(answer.error()).isEqualTo("not_found");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET /../../etc/passwd",
          "GET /..%2f..%2fetc%2fpasswd",
          "GET /%2e%2e/%2e%2e/etc/passwd",
          "GET /openapi.yaml/../logback.xml",
          "GET /;/logback.xml",
          "GET /db/migration/sqlite/V1__tokens_and_consumers.sql",
          "GET /WEB-INF/web.xml",
          "GET /%00",
          "GET /token%00",
          "GET /%zz",
          "GET /\\..\\logback.xml",
          "GET /health/live/../../logback.xml",
        })
    void leadsNowhereByATraversal(String line) throws IOException {
      Answer answer = ask(line);

      assertThat(answer.status()).isIn(400, 404);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.body()).doesNotContain("root:", "appender", "CREATE TABLE");
    }

    @ParameterizedTest
    @CsvSource({
      "/token,POST",
      "/.well-known/jwks.json,'GET, HEAD'",
      "/.well-known/oauth-authorization-server,'GET, HEAD'",
      "/openapi.yaml,'GET, HEAD'",
      "/health/live,'GET, HEAD'",
      "/health/ready,'GET, HEAD'",
    })
    void namesTheMethodsOfEachPath(String path, String allowed) throws IOException {
      for (String method :
          new String[] {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}) {
        if (!allowed.contains(method)) {
          Answer answer = ask(method + " " + path);
          assertThat(answer.status()).as(method).isEqualTo(405);
          assertThat(answer.header("allow")).as(method).isEqualTo(allowed);
          assertThat(answer.error()).as(method).isEqualTo("invalid_request");
        }
      }
    }

    @Test
    void takesNoBearerOfAVeryLongName() throws IOException {
      String name = "n".repeat(5_000);

      Answer answer =
          exchange(
              RawHttp.request(
                  "POST /token",
                  FORM + "Authorization: " + TokenClient.basicHeader(name, "x") + "\r\n",
                  GRANT));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("nnnn");
    }

    @Test
    void tellsCredentialsOfOneConnectionApartByCase() throws IOException {
      String good = RawHttp.request("POST /token", credentials + FORM, GRANT);
      String other = RawHttp.request("POST /token", inOtherCase(credentials) + FORM, GRANT);

      try (RawHttp connection = new RawHttp(AUTHORITY.port())) {
        assertThat(connection.send(good).readChecked(good).status()).isEqualTo(200);
        // Whether that decodes to characters that a secret may have is another question.
        assertThat(connection.send(other).readChecked(other).status()).isIn(400, 401);
      }
    }

    /** The header with one letter of its base64, among the last, in the other case. */
    private static String inOtherCase(String header) {
      int letter = header.length() - 8;
      while (!Character.isLetter(header.charAt(letter))) {
        letter--;
      }
      char old = header.charAt(letter);
      char other =
          Character.isUpperCase(old) ? Character.toLowerCase(old) : Character.toUpperCase(old);
      return header.substring(0, letter) + other + header.substring(letter + 1);
    }

    @Test
    void servesTheNextRequestOfTheConnection() throws IOException {
      String bad = RawHttp.request("POST /token", credentials + FORM, "grant_type=%zz");
      String good = RawHttp.request("POST /token", credentials + FORM, GRANT);

      try (RawHttp connection = new RawHttp(AUTHORITY.port())) {
        assertThat(connection.send(bad).readChecked(bad).status()).isEqualTo(400);
        assertThat(connection.send(good).readChecked(good).status()).isEqualTo(200);
      }
    }
  }
}

package dev.signet.authority;

import static dev.signet.authority.token.TokenClient.GRANT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.http.Admission;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.RawHttp;
import dev.signet.authority.storage.ScriptedStorage;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A database that holds every write, and more requests than may wait for it. */
class AdmissionTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  private final ScriptedStorage storage = new ScriptedStorage();
  private final Semaphore held = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<RawHttp> inside = new ArrayList<>();
  private final RunningAuthority authority = new RunningAuthority().over(storage);
  private String secret = "";

  private void startAndFill(int most) throws Exception {
    authority
        .with("SIGNET_LIMITS_CONCURRENT_REQUESTS", Integer.toString(most))
        .with("SIGNET_OPERATOR_PORT", "0")
        .start();
    secret = authority.addApplication("billing");
    storage.beforeAdd(this::hold);
    for (int i = 0; i < most; i++) {
      inside.add(new RawHttp(authority.port()).send(tokenRequest(secret)));
    }
    assertThat(held.tryAcquire(most, 60, SECONDS)).isTrue();
  }

  private void hold() {
    held.release();
    try {
      assertThat(released.await(60, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    for (RawHttp connection : inside) {
      connection.close();
    }
    authority.close();
  }

  private static String tokenRequest(String secret) {
    return RawHttp.request(
        "POST /token",
        FORM + "Authorization: " + TokenClient.basicHeader("billing", secret) + "\r\n",
        GRANT);
  }

  private Answer ask(String request) throws IOException {
    return RawHttp.exchange(authority.port(), request);
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.error()).isEqualTo("temporarily_unavailable");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("connection")).doesNotContain("close");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 200})
  void answersWhatIsInMemoryWhileAsManyAreHeldAsMayBe(int most) throws Exception {
    startAndFill(most);

    assertRefused(ask(tokenRequest(secret)));
    for (String path :
        new String[] {
          "/.well-known/jwks.json",
          "/.well-known/oauth-authorization-server",
          "/revocations",
          "/health/live",
          "/health/ready",
          "/openapi.yaml"
        }) {
      assertThat(ask(RawHttp.request("GET " + path, "", "")).status()).as(path).isEqualTo(200);
    }
    try (RawHttp stream = new RawHttp(authority.port())) {
      stream.send(RawHttp.request("GET /revocations/stream", "", ""));
      assertThat(stream.readHead().status()).isEqualTo(200);
    }

    released.countDown();
    for (RawHttp each : inside) {
      assertThat(each.readChecked(tokenRequest(secret)).status()).isEqualTo(200);
    }
    assertThat(storage.tokenReader().count()).isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /token",
    "POST /revoke",
    "POST /introspect",
    "POST /operator/revocations",
    "GET /operator/revocations",
    "HEAD /operator/revocations",
    "GET /operator/revocations/status",
    "DELETE /operator/revocations/1"
  })
  void refusesWhateverNeedsTheDatabaseBeforeItLooksAtIt(String line) throws Exception {
    ListAppender<ILoggingEvent> audit = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("audit");
    startAndFill(2);
    audit.start();
    logger.addAppender(audit);
    try (RawHttp connection = new RawHttp(authority.port())) {
      String request = RawHttp.request(line, "Authorization: Basic eDp5\r\n", "no form");

      Answer answer = connection.send(request).read(line.split(" ", 2)[0]);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(audit.list).isEmpty();
    } finally {
      logger.detachAppender(audit);
    }
  }

  @Test
  void refusesAtTheDoorWithoutALineInTheLogOfRequests() throws Exception {
    ListAppender<ILoggingEvent> requests = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("requests");
    startAndFill(2);
    requests.start();
    logger.addAppender(requests);
    try {
      Answer refused = ask(tokenRequest(secret));
      assertRefused(refused);
      assertThat(refused.header("x-request-id")).hasSize(36);
      // A path with a parameter is found by the routes alone, and refused there.
      assertRefused(ask(RawHttp.request("DELETE /operator/revocations/1", "", "")));

      assertThat(requests.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .allMatch(line -> line.startsWith("DELETE /operator/revocations/1 503"))
          .hasSize(1);
    } finally {
      logger.detachAppender(requests);
    }
  }

  @Test
  void letsARefusedOneInOnItsConnectionOnceThereIsRoom() throws Exception {
    startAndFill(2);
    try (RawHttp connection = new RawHttp(authority.port())) {
      for (int i = 0; i < 3; i++) {
        String request = tokenRequest(i == 0 ? "wrong" : secret);
        assertRefused(connection.send(request).readChecked(request));
      }
      released.countDown();
      for (RawHttp each : inside) {
        assertThat(each.readChecked(tokenRequest(secret)).status()).isEqualTo(200);
      }

      String request = tokenRequest(secret);
      assertThat(connection.send(request).readChecked(request).status()).isEqualTo(200);
    }
  }

  @Test
  void countsWhoIsInsideAndWhoWasRefusedAndLogsTheBeginningAndTheEnd() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Admission.class);
    lines.start();
    logger.addAppender(lines);
    try {
      startAndFill(2);
      for (int i = 0; i < 5; i++) {
        assertRefused(ask(tokenRequest(secret)));
      }

      assertThat(metrics()).contains("signet_requests_inside 2.0\n");
      assertThat(metrics()).contains("signet_requests_refused_total 5.0\n");
      released.countDown();
      for (RawHttp each : inside) {
        assertThat(each.read("POST").status()).isEqualTo(200);
      }
      assertThat(metrics()).contains("signet_requests_inside 0.0\n");
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
        .containsExactly(
            "2 requests are being served, as many as may be: more are refused",
            "requests are let in again; 5 were refused since the start");
  }

  private String metrics() {
    return RestAssured.get(authority.operatorUrl("/metrics")).asString();
  }
}

package dev.signet.authority.guessing;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.basicHeader;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Each refusal of a requestor is one event, with its reason and its request, and no secret. */
class RefusalsAuditedTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_SESSIONS_ENABLED", "true")
          .with("SIGNET_SIGN_IN_FAILURES", "100000")
          .configured(
              """
              profile: development
              exchange:
                acts:
                  client: gateway
                  mode: impersonation
                  audiences: [stock]
              """);

  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static String billing = "";
  private static String gateway = "";
  private static String othersToken = "";

  private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final String requestId = "refused-" + REQUESTS.incrementAndGet();

  @BeforeAll
  static void addConsumers() {
    billing = AUTHORITY.addApplication("billing", "read");
    gateway =
        AUTHORITY.addApplication(
            new NewConsumer(
                "gateway",
                new TokenRights(
                    List.of("stock"),
                    Set.of(),
                    Optional.empty(),
                    Set.of(EXCHANGE, "client_credentials")),
                Map.of()));
    AUTHORITY.addUser("ada", PASSWORD, Map.of());
    othersToken =
        TokenClient.of(AUTHORITY)
            .basic("gateway", gateway, GRANT)
            .json()
            .required("access_token")
            .asText();
  }

  @BeforeEach
  void capture() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void release() {
    logger.detachAppender(lines);
  }

  private RequestSpecification request() {
    return TokenClient.careless(AUTHORITY).request().header("X-Request-Id", requestId);
  }

  private RequestSpecification as(String name, String secret) {
    return request().header("Authorization", basicHeader(name, secret));
  }

  private void assertRefused(
      RequestSpecification request, String path, int status, String event, String reason) {
    Answer answer = ContractFilter.answer(request.post(AUTHORITY.url(path)));

    assertThat(answer.status()).isEqualTo(status);
    List<String> told =
        lines.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(line -> line.contains("\"request_id\":\"" + requestId + '"'))
            .toList();
    assertThat(told)
        .singleElement()
        .asString()
        .contains("\"event\":\"" + event + '"', "\"reason\":\"" + reason + '"')
        .doesNotContain(PASSWORD, billing, gateway, "sgs_", "eyJ");
  }

  @ParameterizedTest
  @CsvSource({"/token", "/introspect", "/revoke", "/session"})
  void accountsForEachWayOfFailingToAuthenticate(String path) {
    assertRefused(
        as("billing", "sgs_" + "A".repeat(43)).body(GRANT + "&token=x"),
        path,
        401,
        "authentication_failed",
        "wrong_credentials");
  }

  @ParameterizedTest
  @CsvSource({"/token", "/introspect", "/revoke", "/session"})
  void accountsForOneWhoSendsNothing(String path) {
    assertRefused(
        request().body(GRANT + "&token=x"), path, 401, "authentication_failed", "no_credentials");
  }

  @ParameterizedTest
  @CsvSource({"/token", "/introspect", "/revoke", "/session"})
  void accountsForMalformedCredentials(String path) {
    assertRefused(
        request().header("Authorization", "Basic c2dzXw").body(GRANT + "&token=x"),
        path,
        400,
        "authentication_failed",
        "malformed_credentials");
  }

  @ParameterizedTest
  @CsvSource({"/token", "/introspect", "/revoke", "/session"})
  void accountsForTwoWaysAtOnce(String path) {
    assertRefused(
        as("billing", billing).body(GRANT + "&token=x&client_id=billing&client_secret=" + billing),
        path,
        400,
        "authentication_failed",
        "malformed_credentials");
  }

  @Test
  void accountsForAnAssertionThatIsNotGood() {
    String assertion = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJiaWxsaW5nIn0.AAAA";

    assertRefused(
        request()
            .body(
                GRANT
                    + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type"
                    + "%3Ajwt-bearer&client_assertion="
                    + assertion),
        "/token",
        401,
        "authentication_failed",
        "no_registered_keys");
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=password, unsupported_grant_type, 400",
    "scope=read, invalid_request, 400",
    "grant_type=client_credentials&scope=write, invalid_scope, 400",
    "grant_type=client_credentials&audience=stock, invalid_target, 400",
    "grant_type=urn:ietf:params:oauth:grant-type:token-exchange, unauthorized_client, 400",
  })
  void accountsForAGrantThatIsRefused(String form, String reason, int status) {
    assertRefused(as("billing", billing).body(form), "/token", status, "grant_refused", reason);
  }

  @Test
  void accountsForAnExchangeOfATokenThatIsNotGood() {
    assertRefused(
        as("gateway", gateway)
            .body(
                "grant_type="
                    + EXCHANGE
                    + "&subject_token=eyJ.x.y&audience=stock&subject_token_type="
                    + "urn:ietf:params:oauth:token-type:access_token"),
        "/token",
        400,
        "grant_refused",
        "subject_malformed");
  }

  @Test
  void accountsForAGrantThatIsNotOfferedHere() {
    assertRefused(
        as("billing", billing).body("grant_type=" + BEARER + "&assertion=eyJ.x.y"),
        "/token",
        400,
        "grant_refused",
        "unsupported_grant_type");
  }

  @Test
  void accountsForOneWhoIsNoProvider() {
    assertRefused(
        as("billing", billing).body("token=x"),
        "/introspect",
        403,
        "authentication_failed",
        "no_provider");
  }

  @Test
  void accountsForOneWhoWouldTakeBackTheTokenOfAnother() {
    assertRefused(
        as("billing", billing).body("token=" + othersToken),
        "/revoke",
        400,
        "revocation_refused",
        "not_its_token");
  }

  @Test
  void accountsForAnApplicationThatWouldHaveASession() {
    assertRefused(
        as("billing", billing).body(""), "/session", 400, "session_refused", "application");
  }

  @Test
  void accountsForASignInFromAnotherSite() {
    assertRefused(
        as("ada", PASSWORD).header("Origin", "https://evil.example").body(""),
        "/session",
        403,
        "session_refused",
        "cross_site");
  }

  @Test
  void accountsForASessionThatHasEnded() {
    assertRefused(
        request().header("Cookie", "__Host-signet-session=" + "A".repeat(43)).body(GRANT),
        "/token",
        401,
        "session_refused",
        "ended");
  }

  @Test
  void accountsForAnOperatorWithATokenThatIsNotGood() {
    assertRefused(
        request().header("Authorization", "Bearer eyJ.x.y").body("{}"),
        "/operator/revocations",
        401,
        "authentication_failed",
        "malformed");
  }

  @Test
  void accountsForAnOperatorWithATokenForAnother() {
    assertRefused(
        request().header("Authorization", "Bearer " + othersToken).body("{}"),
        "/operator/revocations",
        401,
        "authentication_failed",
        "wrong_audience");
  }
}

package dev.signet.authority.quota;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditEvent;
import dev.signet.authority.audit.AuditLines;
import dev.signet.authority.audit.QuotaEvent;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.token.TokenClient;
import dev.signet.authority.token.exchange.ExchangeScene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens are issued up to an allowance of whoever asks, however one asks. */
class IssuingQuotaTest {
  private static final String PASSWORD = "open sesame, please";

  @RegisterExtension final AuditLines audit = new AuditLines();

  /** So long a window that nothing comes back during a test. */
  private final RunningAuthority authority =
      new RunningAuthority()
          .with("SIGNET_QUOTAS_ISSUING_APPLICATION", "3/365d")
          .with("SIGNET_QUOTAS_ISSUING_USER", "2/365d")
          .with("SIGNET_SESSIONS_ENABLED", "true")
          .start();

  private final String secret = authority.addApplication("billing", "read");

  @AfterEach
  void stop() {
    authority.close();
  }

  private Answer ask() {
    return TokenClient.of(authority).basic("billing", secret, GRANT);
  }

  private void useUp() {
    for (int i = 0; i < 3; i++) {
      assertThat(ask().status()).isEqualTo(200);
    }
  }

  private long records() {
    return authority.authority().storage().tokenReader().count();
  }

  @Test
  void saysWithEachTokenWhatRemains() {
    assertThat(ask().header("ratelimit-policy")).isEqualTo("\"default\";q=3;w=31536000");
    assertThat(ask().header("ratelimit")).startsWith("\"default\";r=1;t=");
  }

  @Test
  void refusesTheTokenThatIsOneTooMany() {
    useUp();
    audit.forget();

    Answer refused = ask();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.error()).isEqualTo("temporarily_unavailable");
    assertThat(refused.header("ratelimit-policy")).isEqualTo("\"default\";q=3;w=31536000");
    // A third of a year, less what the test took.
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(10_511_000L, 10_512_000L);
    assertThat(refused.header("ratelimit"))
        .isEqualTo("\"default\";r=0;t=" + refused.header("retry-after"));
    assertThat(refused.json().has("access_token")).isFalse();
    assertThat(records()).isEqualTo(3);
    assertThat(audit.all()).singleElement().asString().contains("\"event\":\"quota_exceeded\"");
  }

  @Test
  void countsTheRequestorWhateverItProvesItselfWith() {
    String other =
        authority
            .authority()
            .credentialAdministration()
            .addSecret("billing", new Terms("", null))
            .secret();
    useUp();

    assertThat(TokenClient.of(authority).basic("billing", other, GRANT).status()).isEqualTo(429);
    assertThat(
            TokenClient.of(authority)
                .post(GRANT + "&client_id=billing&client_secret=" + encode(other))
                .status())
        .isEqualTo(429);
  }

  @Test
  void countsAUserByPasswordAndBySessionTogether() {
    authority.addUser("jane", PASSWORD, Map.of());
    String cookie =
        TokenClient.of(authority)
            .request()
            .body("client_id=jane&client_secret=" + encode(PASSWORD))
            .post(authority.url("/session"))
            .header("Set-Cookie")
            .split(";", 2)[0];

    assertThat(byCookie(cookie)).isEqualTo(200);
    assertThat(TokenClient.of(authority).basic("jane", PASSWORD, GRANT).status()).isEqualTo(200);
    assertThat(byCookie(cookie)).isEqualTo(429);
    assertThat(TokenClient.of(authority).basic("jane", PASSWORD, GRANT).status()).isEqualTo(429);
  }

  private int byCookie(String cookie) {
    return TokenClient.of(authority)
        .request()
        .header("Cookie", cookie)
        .body(GRANT)
        .post(authority.url("/token"))
        .statusCode();
  }

  @Test
  void leavesOthersAlone() {
    String others = authority.addApplication("reports");
    useUp();

    assertThat(ask().status()).isEqualTo(429);
    assertThat(TokenClient.of(authority).basic("reports", others, GRANT).status()).isEqualTo(200);
  }

  @Test
  void chargesNothingForWhatIsRefusedForAnotherReason() {
    TokenClient client = TokenClient.careless(authority);
    for (int i = 0; i < 5; i++) {
      assertThat(client.basic("billing", "wrong", GRANT).status()).isEqualTo(401);
      assertThat(client.basic("billing", secret, GRANT + "&scope=write").status()).isEqualTo(400);
      assertThat(client.basic("billing", secret, GRANT + "&audience=elsewhere").status())
          .isEqualTo(400);
    }

    useUp();
  }

  @Test
  void asksWhoItIsBeforeItSaysWhatRemains() {
    useUp();

    Answer stranger = TokenClient.of(authority).basic("billing", "wrong", GRANT);

    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.headers()).doesNotContainKey("ratelimit");
  }

  @Test
  void goesByNoClockThatCanBeSet() {
    useUp();

    authority.advance(Duration.ofDays(-400));
    assertThat(ask().status()).isEqualTo(429);
    assertThat(Long.parseLong(ask().header("retry-after"))).isLessThan(10_512_001);
    authority.advance(Duration.ofDays(4_000));
    assertThat(ask().status()).isEqualTo(429);
  }

  @Test
  void givesWhatAnOperatorSaysInstead() {
    give(new Rate(1, Duration.ofDays(1)));

    assertThat(ask().header("ratelimit-policy")).isEqualTo("\"default\";q=1;w=86400");
    assertThat(ask().status()).isEqualTo(429);
  }

  @Test
  void limitsNobodyUntilItIsTold() {
    try (RunningAuthority unlimited = new RunningAuthority().start()) {
      String other = unlimited.addApplication("billing");

      Answer answer = TokenClient.of(unlimited).basic("billing", other, GRANT);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).doesNotContainKeys("ratelimit", "ratelimit-policy");
    }
  }

  @Test
  void accountsForEachRefusal() {
    InMemoryStorage storage = new InMemoryStorage();
    List<AuditEvent> audited = new ArrayList<>();
    Requestor billing = new Requestor("billing", ConsumerKind.APPLICATION);
    Parties parties = new Parties(billing, billing, List.of("orders"), false, null);
    Allowances allowances =
        new Allowances(authority.authority().config().quotas(), storage.allowances(), () -> 0);
    try (IssuingLimiter limiter =
        IssuingLimiter.open(allowances, storage, authority.clock()::instant, audited::add)) {
      for (int i = 0; i < 3; i++) {
        limiter.charge(parties, "r" + i);
      }
      assertThat(audited).isEmpty();

      assertThatThrownBy(() -> limiter.charge(parties, "r9")).isInstanceOf(OAuthException.class);

      assertThat(audited).containsExactly(new QuotaEvent.Exceeded("billing", 3, 31_536_000, "r9"));
      assertThat(limiter.exceeded()).isOne();
      assertThat(limiter.isShared()).isTrue();
    }
  }

  @Test
  void chargesAServiceForItsExchangesOrTheHolderAsConfigured() {
    for (String charged : List.of("client", "holder")) {
      try (RunningAuthority exchanging =
          new RunningAuthority()
              .configured(
                  ExchangeScene.RULES
                      + "quotas: {issuing: {user: 4/365d}, exchangesOf: "
                      + charged
                      + "}\n")
              .start()) {
        ExchangeScene scene = new ExchangeScene(exchanging).addConsumers();
        String ada = scene.acquire("ada", "composite");
        int exchanges = 0;
        while (scene.impersonate(ada, "").status() == 200) {
          exchanges++;
        }

        boolean isHolder = charged.equals("holder");
        // Of the four of Ada, one went for the token that is exchanged.
        assertThat(exchanges).isEqualTo(isHolder ? 3 : 4);
        assertThat(scene.post("ada", GRANT).status()).isEqualTo(isHolder ? 429 : 200);
        assertThat(scene.post("composite", GRANT).status()).isEqualTo(isHolder ? 200 : 429);
      }
    }
  }

  /** The abuse "Rotate Tokens": each token is as good as the others, and none brings another. */
  @Test
  void givesNothingForThousandsOfRequestsOfOneRequestor() {
    give(new Rate(1_000, Duration.ofDays(365)));
    Requestor billing = new Requestor("billing", ConsumerKind.APPLICATION);
    int issued = 0;
    for (int i = 0; i < 5_000; i++) {
      Parties parties = new Parties(billing, billing, List.of("orders-" + i), false, null);
      try {
        authority.limiter().charge(parties, "r" + i);
        issued++;
      } catch (OAuthException e) {
        assertThat(e.status()).isEqualTo(429);
      }
    }

    assertThat(issued).isEqualTo(1_000);
    assertThat(ask().status()).isEqualTo(429);
  }

  private void give(Rate issuing) {
    authority
        .authority()
        .storage()
        .allowances()
        .change(
            new AllowanceChange(
                "billing", issuing, null, Counted.SUB, false, authority.clock().instant()));
  }
}

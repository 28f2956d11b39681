package dev.signet.authority.session;

import static dev.signet.authority.session.SessionClient.PASSWORD;
import static dev.signet.authority.session.SessionClient.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.InMemoryStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionEndpointTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RunningAuthority authority =
      new RunningAuthority().over(new InMemoryStorage()).with("SIGNET_SESSIONS_ENABLED", "true");
  private final SessionClient browser = SessionClient.of(authority);

  @BeforeEach
  void start() {
    authority.start();
    authority.addUser(USER, PASSWORD, Map.of("name", "Jane Doe"));
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  @Nested
  class SigningIn {
    @Test
    void setsACookieThatIsForThisHostAndForNoScript() {
      Answer answer = browser.signIn("");

      assertThat(answer.status()).isEqualTo(201);
      // 43 characters of base64url: 256 bits. RFC 6265bis §4.1.3.2: what __Host- insists on.
      assertThat(answer.header("set-cookie"))
          .matches(
              "__Host-signet-session=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict");
      assertThat(answer.json().required("expires_in").asInt()).isEqualTo(43_200);
      assertThat(answer.json().required("idle_timeout").asInt()).isEqualTo(1_800);
      assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void takesANewValueEachTimeAndEndsTheSessionBefore() {
      String planted = browser.cookie();

      String own = SessionClient.pair(browser.signIn(planted));

      assertThat(own).isNotEqualTo(planted);
      assertThat(browser.token(own).status()).isEqualTo(200);
      assertThat(browser.token(planted).status()).isEqualTo(401);
    }

    @Test
    void refusesAWrongPasswordWithoutACookie() {
      Answer answer = browser.signIn("", USER, "wrong");

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    void refusesAnApplication() {
      String secret = authority.addApplication("batch");

      Answer answer = browser.signIn("", "batch", secret);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("unauthorized_client");
      assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    void doesNotTakeACookieForAPassword() {
      String cookie = browser.cookie();

      Answer answer =
          ContractFilter.answer(browser.request(cookie).body("").post(authority.url("/session")));

      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Nested
  class Tokens {
    @Test
    void areForTheUserAsOfTheSignIn() throws IOException {
      String cookie = browser.cookie();
      authority.advance(Duration.ofMinutes(10));

      Answer answer = browser.token(cookie);

      assertThat(answer.status()).isEqualTo(200);
      JsonNode claims = claims(answer);
      assertThat(claims.required("sub").asText()).isEqualTo(USER);
      assertThat(claims.required("holder_type").asText()).isEqualTo("user");
      assertThat(claims.required("name").asText()).isEqualTo("Jane Doe");
      assertThat(claims.required("auth_time").asLong())
          .isEqualTo(RunningAuthority.START.getEpochSecond());
      assertThat(claims.required("iat").asLong())
          .isEqualTo(RunningAuthority.START.getEpochSecond() + 600);
      assertThat(claims.required("amr").get(0).asText()).isEqualTo("pwd");
    }

    @Test
    void areNotForTwoWaysAtOnce() {
      // C.1.11.
      Answer answer = browser.tokenWithPassword(browser.cookie());

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void areNotForTwoCookiesOfOneName() {
      String cookie = browser.cookie();

      for (String two : new String[] {cookie + "; " + cookie, cookie + ";" + cookie}) {
        assertThat(browser.token(two).status()).isEqualTo(400);
        assertThat(browser.signIn(two).status()).isEqualTo(400);
        assertThat(browser.signOut(two).status()).isEqualTo(400);
      }
      assertThat(browser.token("other=1; " + cookie + "; x=2").status()).isEqualTo(200);
    }

    @Test
    void areNotForACookieThatOpensNothing() {
      Answer answer = browser.token(SessionClient.PREFIX + "A".repeat(43));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error()).isEqualTo("invalid_client");
      assertThat(answer.header("www-authenticate"))
          .isEqualTo("Cookie realm=\"" + RunningAuthority.ISSUER + "\"");
      assertThat(browser.token(SessionClient.PREFIX).status()).isEqualTo(401);
    }

    @Test
    void areNotForAUserWhoWasDisabled() {
      String cookie = browser.cookie();
      authority.authority().administration().disable(USER);

      assertThat(browser.token(cookie).status()).isEqualTo(401);

      authority.authority().administration().enable(USER);
      assertThat(browser.token(cookie).status()).as("the session ended then").isEqualTo(401);
    }

    @Test
    void areNotHadAtEndpointsThatDoNotTakeTheCookie() {
      String cookie = browser.cookie();

      for (String path : new String[] {"/revoke", "/introspect"}) {
        Answer answer =
            ContractFilter.answer(
                browser.request(cookie).body("token=x").post(authority.url(path)));
        assertThat(answer.status()).as(path).isEqualTo(401);
      }
    }
  }

  @Nested
  class Ending {
    @Test
    void endsBySigningOutHoweverOften() {
      String cookie = browser.cookie();

      for (int time = 0; time < 2; time++) {
        Answer answer = browser.signOut(cookie);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("set-cookie"))
            .isEqualTo(
                "__Host-signet-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict");
        assertThat(browser.token(cookie).status()).isEqualTo(401);
      }
      assertThat(browser.signOut("").status()).isEqualTo(204);
    }

    @Test
    void endsWhenItWasIdleForExactlyAsLong() {
      String living = browser.cookie();
      String ended = browser.cookie();

      authority.advance(SessionSettings.DEFAULT_IDLE.minus(SECOND));
      assertThat(browser.token(living).status()).isEqualTo(200);

      authority.advance(SECOND);
      assertThat(browser.token(ended).status()).isEqualTo(401);
      assertThat(browser.token(living).status()).isEqualTo(200);
    }

    @Test
    void endsAfterItsWholeTimeHoweverMuchItIsUsed() {
      String cookie = browser.cookie();
      Duration step = Duration.ofMinutes(20);
      for (Duration used = step;
          used.compareTo(SessionSettings.DEFAULT_ABSOLUTE) < 0;
          used = used.plus(step)) {
        authority.advance(step);
        assertThat(browser.token(cookie).status()).as("%s", used).isEqualTo(200);
      }

      authority.advance(step.minus(SECOND));
      assertThat(browser.token(cookie).status()).isEqualTo(200);
      authority.advance(SECOND);
      assertThat(browser.token(cookie).status()).isEqualTo(401);
    }
  }

  @Nested
  class OtherSites {
    @ParameterizedTest
    @CsvSource({
      "Sec-Fetch-Site, cross-site",
      "Sec-Fetch-Site, same-site",
      "Sec-Fetch-Site, SAME-ORIGIN",
      "Sec-Fetch-Site, ''",
      "Origin, https://evil.example",
      "Origin, null",
      "Origin, http://localhost:8081",
      "Origin, https://localhost:8080",
      "Origin, http://localhost:8080.evil.example",
    })
    void areRefusedOnEveryWay(String field, String value) {
      String cookie = browser.cookie();
      SessionClient foreign = browser.with(Map.of(field, value));

      for (Answer answer :
          new Answer[] {foreign.signIn(""), foreign.token(cookie), foreign.signOut(cookie)}) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("access_denied");
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
      }
      assertThat(browser.token(cookie).status()).as("it lives on").isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
      "Sec-Fetch-Site, same-origin",
      "Sec-Fetch-Site, none",
      "Origin, http://localhost:8080",
      "Accept, */*",
    })
    void arePagesOfThisOneNot(String field, String value) {
      SessionClient own = browser.with(Map.of(field, value));
      String cookie = own.cookie();

      assertThat(own.token(cookie).status()).isEqualTo(200);
      assertThat(own.signOut(cookie).status()).isEqualTo(204);
    }

    @Test
    void mayHaveTokensInOtherWaysThanByTheCookie() {
      SessionClient foreign = browser.with(Map.of("Origin", "https://app.example"));

      assertThat(foreign.tokenWithPassword("").status()).isEqualTo(200);
    }
  }

  private static JsonNode claims(Answer answer) throws IOException {
    String jwt = answer.json().required("access_token").asText();
    return new JsonMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
  }
}

package dev.signet.authority.guessing;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessingOverHttpTest {
  private static final int FAILURES = 3;
  private static final String PASSWORD = "correct horse battery";

  @Nested
  class OfANameFromAnAddress {
    @RegisterExtension
    static final RunningAuthority AUTHORITY =
        new RunningAuthority()
            .with("SIGNET_SIGN_IN_FAILURES", Integer.toString(FAILURES))
            .with("SIGNET_SIGN_IN_FAILURE_WINDOW", "60s");

    private final TokenClient client = TokenClient.of(AUTHORITY);

    @Test
    @DisplayName("C.1.14 after so many failures even the right password waits, then it is taken")
    void makesTheGuesserWait() {
      AUTHORITY.addUser("ada", PASSWORD, Map.of());
      failAs("ada", FAILURES);

      Answer refused = client.basic("ada", PASSWORD, GRANT);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.error()).isEqualTo("temporarily_unavailable");
      assertThat(refused.header("retry-after")).isEqualTo("20");
      AUTHORITY.advance(Duration.ofSeconds(20).minusMillis(1));
      assertThat(client.basic("ada", PASSWORD, GRANT).status()).isEqualTo(429);
      AUTHORITY.advance(Duration.ofMillis(1));
      assertThat(client.basic("ada", PASSWORD, GRANT).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.1.14 one failure fewer does not wait")
    void allowsTheLastFailure() {
      AUTHORITY.addUser("grace", PASSWORD, Map.of());
      failAs("grace", FAILURES - 1);

      assertThat(client.basic("grace", PASSWORD, GRANT).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.1.14 another name does not wait, and whether a name exists is not told")
    void leavesOthersAlone() {
      AUTHORITY.addUser("joan", PASSWORD, Map.of());
      AUTHORITY.addUser("jean", PASSWORD, Map.of());
      failAs("nobody", FAILURES);
      failAs("jean", FAILURES);

      Answer unknown = client.basic("nobody", PASSWORD, GRANT);
      Answer known = client.basic("jean", "wrong", GRANT);

      assertThat(unknown.status()).isEqualTo(429);
      assertThat(known.status()).isEqualTo(429);
      assertThat(known.body()).isEqualTo(unknown.body());
      assertThat(known.header("retry-after")).isEqualTo(unknown.header("retry-after"));
      assertThat(client.basic("joan", PASSWORD, GRANT).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.1.14 the two ways of authenticating share one allowance")
    void countsBothWaysTogether() {
      for (int i = 0; i < FAILURES; i++) {
        client.post(GRANT + "&client_id=mallory&client_secret=wrong");
      }

      assertThat(client.basic("mallory", "wrong", GRANT).status()).isEqualTo(429);
    }

    @Test
    @DisplayName("C.1.14 guesses that are sent at once are not answered but for so many")
    void answersNoMoreThatAreSentAtOnce() throws InterruptedException, ExecutionException {
      AUTHORITY.addUser("hedy", PASSWORD, Map.of());
      ExecutorService threads = Executors.newFixedThreadPool(16);
      try {
        List<Callable<Integer>> guesses =
            IntStream.range(0, 32)
                .<Callable<Integer>>mapToObj(
                    i -> () -> client.basic("hedy", "guess " + i, GRANT).status())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> each : threads.invokeAll(guesses)) {
          statuses.add(each.get());
        }

        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(FAILURES);
      } finally {
        threads.shutdownNow();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/introspect", "/revoke"})
    @DisplayName("C.1.14 all endpoints share one allowance")
    void countsAllEndpointsTogether(String path) {
      String name = "guesser-at" + path.replace('/', '-');
      failAs(name, FAILURES);

      Answer refused =
          ContractFilter.answer(
              TokenClient.careless(AUTHORITY)
                  .request()
                  .header("Authorization", TokenClient.basicHeader(name, "wrong"))
                  .body("token=x")
                  .post(AUTHORITY.url(path)));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("20");
    }

    @Test
    @DisplayName("C.1.14 success costs nothing")
    void countsOnlyFailures() {
      String secret = AUTHORITY.addApplication("billing");

      for (int i = 0; i < 3 * FAILURES; i++) {
        assertThat(client.basic("billing", secret, GRANT).status()).isEqualTo(200);
      }
    }

    private void failAs(String name, int times) {
      for (int i = 0; i < times; i++) {
        assertThat(client.basic(name, "wrong password " + i, GRANT).status()).isEqualTo(401);
      }
    }
  }

  @Nested
  class BehindAProxy {
    @RegisterExtension
    static final RunningAuthority AUTHORITY =
        new RunningAuthority()
            .with("SIGNET_PROXIES_TRUSTED", "127.0.0.1 ::1")
            .with("SIGNET_PROXIES_ADDRESS_HEADER", "x-forwarded-for")
            .with("SIGNET_SESSIONS_ENABLED", "true")
            .with("SIGNET_SIGN_IN_FAILURES", Integer.toString(FAILURES))
            .with("SIGNET_SIGN_IN_ACCOUNT_FAILURES", "20")
            .with("SIGNET_SIGN_IN_ADDRESS_FAILURES", "30");

    private static final String HOME = "192.0.2.1";
    private static String secret = "";

    @BeforeAll
    static void add() {
      secret = AUTHORITY.addApplication("billing");
      AUTHORITY.addUser("ada", PASSWORD, Map.of());
    }

    private static Answer token(String name, String password, String from) {
      return ContractFilter.answer(
          TokenClient.of(AUTHORITY)
              .request()
              .header("X-Forwarded-For", from)
              .header("Authorization", TokenClient.basicHeader(name, password))
              .body(GRANT)
              .post(AUTHORITY.url("/token")));
    }

    private static Answer session(String name, String password, String from) {
      return ContractFilter.answer(
          TokenClient.careless(AUTHORITY)
              .request()
              .header("X-Forwarded-For", from)
              .header("Authorization", TokenClient.basicHeader(name, password))
              .body("")
              .post(AUTHORITY.url("/session")));
    }

    @Test
    @DisplayName("an attacker at many addresses cannot lock a user or an application out")
    void locksNobodyOutFromElsewhere() {
      assertThat(token("ada", PASSWORD, HOME).status()).isEqualTo(200);

      for (int i = 0; i < 200; i++) {
        token("ada", "guess " + i, "198.51.100." + i);
        token("billing", "guess " + i, "198.51.100." + i);
      }

      // From where nobody knows her, ada waits, as the attacker does: it is the password he
      // guesses.
      assertThat(token("ada", PASSWORD, "203.0.113.9").status()).isEqualTo(429);
      assertThat(session("ada", PASSWORD, "203.0.113.9").status()).isEqualTo(429);
      assertThat(token("ada", PASSWORD, HOME).status()).isEqualTo(200);
      assertThat(session("ada", PASSWORD, HOME).status()).isEqualTo(201);
      // A secret of 256 random bits is not guessed: no address of its owner ever waits for others.
      assertThat(token("billing", secret, "203.0.113.9").status()).isEqualTo(200);
    }

    @Test
    void countsByTheHopThatNoTrustedProxyIsWhateverWasForgedBeforeIt() {
      for (int i = 0; i < FAILURES; i++) {
        token("eve", "guess " + i, "10.1.1." + i + ", 198.51.101.7");
      }

      assertThat(token("eve", "guess", "10.1.1.99, 198.51.101.7").status()).isEqualTo(429);
      assertThat(token("eve", "guess", "198.51.101.7, 127.0.0.1").status()).isEqualTo(429);
      assertThat(token("eve", "guess", "198.51.101.8").status()).isEqualTo(401);
    }
  }

  @Nested
  class WithoutAProxy {
    @RegisterExtension
    static final RunningAuthority AUTHORITY =
        new RunningAuthority()
            .with("SIGNET_PROXIES_TRUSTED", "10.0.0.0/8")
            .with("SIGNET_PROXIES_ADDRESS_HEADER", "forwarded")
            .with("SIGNET_SIGN_IN_FAILURES", Integer.toString(FAILURES));

    @Test
    void takesNoAddressThatAStrangerForges() {
      int last = 0;
      for (int i = 0; i <= FAILURES; i++) {
        last =
            TokenClient.of(AUTHORITY)
                .request()
                .header("Forwarded", "for=198.51.100." + i)
                .header("X-Forwarded-For", "198.51.100." + i)
                .header("Authorization", TokenClient.basicHeader("eve", "guess"))
                .body(GRANT)
                .post(AUTHORITY.url("/token"))
                .statusCode();
      }

      assertThat(last).isEqualTo(429);
    }
  }
}

package dev.signet.authority.authn;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.token.TokenClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureThrottleTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int FAILURES = 3;

  @Nested
  class OverHttp {
    @RegisterExtension
    static final RunningAuthority AUTHORITY =
        new RunningAuthority()
            .with("SIGNET_SIGN_IN_FAILURES", Integer.toString(FAILURES))
            .with("SIGNET_SIGN_IN_FAILURE_WINDOW", "60s");

    private static final String PASSWORD = "correct horse battery";

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
      failAs("nobody", FAILURES);

      assertThat(client.basic("nobody", PASSWORD, GRANT).status()).isEqualTo(429);
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
  class OfPairs {
    private final MutableClock clock = new MutableClock(RunningAuthority.START);
    private final FailureThrottle throttle = new FailureThrottle(FAILURES, WINDOW, clock);

    @Test
    @DisplayName("C.1.14 another address does not wait")
    void leavesAnotherAddressAlone() {
      fail("ada", "192.0.2.1", FAILURES);

      assertThatThrownBy(() -> throttle.requireNotExhausted("ada", "192.0.2.1"))
          .isInstanceOf(OAuthException.class);
      assertThatCode(() -> throttle.requireNotExhausted("ada", "192.0.2.2"))
          .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("C.1.14 guesses sent at once are paid for afterwards")
    void countsGuessesThatRanAtOnce() {
      // All of them passed the check before the first had failed.
      fail("ada", "192.0.2.1", 2 * FAILURES);

      clock.advance(WINDOW);

      assertThatThrownBy(() -> throttle.requireNotExhausted("ada", "192.0.2.1"))
          .isInstanceOf(OAuthException.class);
      clock.advance(Duration.ofSeconds(20));
      assertThatCode(() -> throttle.requireNotExhausted("ada", "192.0.2.1"))
          .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("C.1.14 the whole allowance is back after a window")
    void refillsInAWindow() {
      fail("ada", "192.0.2.1", FAILURES);
      clock.advance(WINDOW);
      fail("ada", "192.0.2.1", FAILURES - 1);

      assertThatCode(() -> throttle.requireNotExhausted("ada", "192.0.2.1"))
          .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("C.1.14 names too long to exist share one allowance, so that memory is bounded")
    void keepsNoLongNames() {
      for (int i = 0; i < FAILURES; i++) {
        throttle.countFailure("n".repeat(129) + i, "192.0.2.1");
      }

      assertThatThrownBy(() -> throttle.requireNotExhausted("m".repeat(8_000), "192.0.2.1"))
          .isInstanceOf(OAuthException.class);
      assertThatCode(() -> throttle.requireNotExhausted("n".repeat(128), "192.0.2.1"))
          .doesNotThrowAnyException();
    }

    private void fail(String name, String address, int times) {
      for (int i = 0; i < times; i++) {
        throttle.countFailure(name, address);
      }
    }
  }
}

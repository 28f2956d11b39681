package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.operator.OperatorClient;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client takes back, a provider refuses, and an operator sees that it does. */
@Timeout(120)
class RevocationJourneyTest {
  private static final String NAME = "orders-1";

  private final InMemoryStorage storage = new InMemoryStorage();
  private final RunningAuthority authority = new RunningAuthority().findable().over(storage);
  private String secret = "";

  private void start(String ttl) {
    authority.with("SIGNET_REVOCATIONS_TTL", ttl).start();
    secret = authority.addApplication("shop");
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private String acquire() {
    return TokenClient.of(authority)
        .basic("shop", secret, TokenClient.GRANT)
        .json()
        .required("access_token")
        .asText();
  }

  private void revoke(String token) {
    Answer answer =
        ContractFilter.answer(
            TokenClient.of(authority)
                .request()
                .header("Authorization", TokenClient.basicHeader("shop", secret))
                .body("token=" + token)
                .post(authority.url("/revoke")));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static void assertRevoked(Verdict verdict) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.REVOKED));
  }

  private void assertTheOperatorSees(long seq) {
    JsonNode status = OperatorClient.add(authority, "ops", "revocations").get("/status").json();

    assertThat(status.path("seq").longValue()).isEqualTo(seq);
    assertThat(status.path("validators").intValue()).isEqualTo(1);
    assertThat(status.path("enforcing").intValue()).isEqualTo(1);
    assertThat(status.path("lagging")).isEmpty();
  }

  @Test
  void reachesAValidatorThatListensAndThatSaysSo() throws Exception {
    start("1h");
    String revoked = acquire();
    String living = acquire();
    try (Follower provider = Follower.of(authority, settings -> settings.reportAs(NAME))) {
      assertThat(provider.check(revoked)).isInstanceOf(Verdict.Accepted.class);
      awaitReport(0);

      revoke(revoked);
      provider.awaitChange(1);

      assertRevoked(provider.check(revoked));
      assertThat(provider.check(living)).isInstanceOf(Verdict.Accepted.class);
      assertThat(provider.revocations().fetches()).as("it was told, and did not ask").isEqualTo(1);
      awaitReport(1);
      assertTheOperatorSees(1);
    }
  }

  @Test
  void reachesAValidatorThatPollsAndThatSaysSo() throws Exception {
    start("1s");
    String revoked = acquire();
    String living = acquire();
    try (Follower provider =
        Follower.of(authority, settings -> settings.reportAs(NAME).revocationStream(false))) {
      assertThat(provider.check(revoked)).isInstanceOf(Verdict.Accepted.class);
      awaitReport(0);

      revoke(revoked);
      provider.awaitChange(1);

      assertRevoked(provider.check(revoked));
      assertThat(provider.check(living)).isInstanceOf(Verdict.Accepted.class);
      assertThat(provider.revocations().stream()).isEmpty();
      awaitReport(1);
      assertTheOperatorSees(1);
    }
  }

  /** A report that finds the one before it on its way goes with the next heartbeat. */
  private void awaitReport(long seq) {
    for (int beats = 0; beats < 30; beats++) {
      if (storage.awaitReport(NAME, seq, Duration.ofSeconds(2))) {
        return;
      }
      authority.advance(Duration.ofSeconds(3));
      authority.followRevocations();
    }
    throw new AssertionError("no report of " + seq);
  }
}

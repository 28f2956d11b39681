package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.operator.OperatorClient;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.validator.TokenValidatorBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client takes back, a provider refuses, and an operator sees that it does. */
@Timeout(120)
class RevocationJourneyTest {
  private static final String NAME = "orders-1";

  private final InMemoryStorage storage = new InMemoryStorage();
  private final RunningAuthority authority = new RunningAuthority().findable().over(storage);

  @AfterEach
  void stop() {
    authority.close();
  }

  @Test
  void reachesAValidatorThatListensAndThatSaysSo() throws Exception {
    authority.with("SIGNET_REVOCATIONS_TTL", "1h").start();
    try (Follower provider = follow(settings -> settings)) {
      assertEnforces(provider);

      assertThat(provider.revocations().fetches()).as("it was told, and did not ask").isEqualTo(1);
    }
  }

  @Test
  void reachesAValidatorThatPollsAndThatSaysSo() throws Exception {
    authority.with("SIGNET_REVOCATIONS_TTL", "1s").start();
    try (Follower provider = follow(settings -> settings.revocationStream(false))) {
      assertEnforces(provider);

      assertThat(provider.revocations().stream()).isEmpty();
    }
  }

  private Follower follow(UnaryOperator<TokenValidatorBuilder> change) throws InterruptedException {
    return Follower.of(authority, settings -> change.apply(settings.reportAs(NAME)));
  }

  private void assertEnforces(Follower provider) throws InterruptedException {
    Shop shop = Shop.at(authority);
    String revoked = shop.acquire();
    String living = shop.acquire();
    provider.assertAccepts(revoked);
    awaitReport(0);

    shop.revoke(revoked);
    provider.awaitChange(1);

    provider.assertRevoked(revoked);
    provider.assertAccepts(living);
    awaitReport(1);
    assertTheOperatorSeesIt();
  }

  private void assertTheOperatorSeesIt() {
    JsonNode status = OperatorClient.add(authority, "ops", "revocations").get("/status").json();

    assertThat(status.path("seq").longValue()).isEqualTo(1);
    assertThat(status.path("validators").intValue()).isEqualTo(1);
    assertThat(status.path("enforcing").intValue()).isEqualTo(1);
    assertThat(status.path("lagging")).isEmpty();
  }

  /** A report that finds the one before it on its way goes with the next heartbeat. */
  private void awaitReport(long seq) {
    boolean reported = false;
    for (int beats = 0; beats < 30 && !reported; beats++) {
      reported = storage.awaitReport(NAME, seq, Duration.ofSeconds(2));
      if (!reported) {
        authority.advance(Duration.ofSeconds(3));
        authority.followRevocations();
      }
    }
    assertThat(reported).as("a report of %d", seq).isTrue();
  }
}

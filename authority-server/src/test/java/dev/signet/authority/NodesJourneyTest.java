package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What begins at one node goes on at the other: no request needs the node of the one before. */
@Timeout(120)
class NodesJourneyTest {
  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final RunningAuthority one = new RunningAuthority().findable().nodeOf(database);
  private final RunningAuthority other =
      new RunningAuthority().with("SIGNET_ISSUER", one.issuer()).nodeOf(database);
  private Shop atOne = new Shop(one, "");
  private Shop atOther = new Shop(other, "");
  private String providersSecret = "";

  @BeforeEach
  void start() {
    one.start();
    other.start();
    atOne = Shop.at(one);
    atOther = new Shop(other, atOne.secret());
    providersSecret =
        one.addApplication(
            new NewConsumer(
                "orders", TokenRights.none(), List.of(RunningAuthority.AUDIENCE), Map.of()));
  }

  @AfterEach
  void stop() {
    other.close();
    one.close();
  }

  private boolean isActive(RunningAuthority node, String token) {
    Answer answer =
        ContractFilter.answer(
            TokenClient.of(node)
                .request()
                .header("Authorization", TokenClient.basicHeader("orders", providersSecret))
                .body("token=" + token)
                .post(node.url("/introspect")));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().required("active").asBoolean();
  }

  private static String jwkSet(RunningAuthority node) {
    return RestAssured.get(node.url("/.well-known/jwks.json")).asString();
  }

  @Test
  void takesBackAtOneNodeWhatAnotherIssued() throws Exception {
    try (Follower provider = Follower.of(one, settings -> settings)) {
      String revoked = atOne.acquire();
      String living = atOther.acquire();
      for (String token : List.of(revoked, living)) {
        provider.assertAccepts(token);
        assertThat(isActive(one, token)).isTrue();
        assertThat(isActive(other, token)).isTrue();
      }

      atOther.revoke(revoked);
      assertThat(isActive(other, revoked)).isFalse();

      provider.awaitChange(1);
      provider.assertRevoked(revoked);
      provider.assertAccepts(living);
      assertThat(isActive(one, revoked)).isFalse();
      assertThat(isActive(one, living)).isTrue();
    }
  }

  @Test
  void signsConsumersInAtOneNodeThatWereAddedAtAnother() {
    one.addUser("alice", "open sesame, please", Map.of());
    TokenClient client = TokenClient.of(other);

    assertThat(client.basic("alice", "open sesame, please", TokenClient.GRANT).status())
        .isEqualTo(200);
    one.authority().administration().disable("alice");
    assertThat(client.basic("alice", "open sesame, please", TokenClient.GRANT).status())
        .isEqualTo(401);
  }

  @Test
  void signsAtOneNodeWithAKeyThatAnotherActivated() throws Exception {
    assertThat(jwkSet(one)).isEqualTo(jwkSet(other));
    String before = jwkSet(other);

    one.activateAKey();
    while (jwkSet(other).equals(before)) {
      Thread.onSpinWait();
    }

    assertThat(jwkSet(other)).isEqualTo(jwkSet(one));
    try (Follower provider = Follower.of(one, settings -> settings)) {
      provider.assertAccepts(atOther.acquire());
    }
  }
}

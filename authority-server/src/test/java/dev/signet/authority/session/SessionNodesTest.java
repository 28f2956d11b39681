package dev.signet.authority.session;

import static dev.signet.authority.session.SessionClient.PASSWORD;
import static dev.signet.authority.session.SessionClient.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session is the same at every node, and outlives each. */
@Timeout(120)
class SessionNodesTest {
  private final PostgresSettings database = TestPostgres.migratedDatabase();

  @Test
  void isEndedAtAnotherNode() {
    try (RunningAuthority one = node();
        RunningAuthority other = node()) {
      one.addUser(USER, PASSWORD, Map.of());
      String cookie = SessionClient.of(one).cookie();
      assertThat(SessionClient.of(other).token(cookie).status()).isEqualTo(200);

      SessionClient.of(other).signOut(cookie);

      assertThat(SessionClient.of(one).token(cookie).status()).isEqualTo(401);
    }
  }

  @Test
  void outlivesTheProcess() {
    String cookie;
    try (RunningAuthority before = node()) {
      before.addUser(USER, PASSWORD, Map.of());
      cookie = SessionClient.of(before).cookie();
    }

    try (RunningAuthority after = node()) {
      assertThat(SessionClient.of(after).token(cookie).status()).isEqualTo(200);
    }
  }

  private RunningAuthority node() {
    return new RunningAuthority().nodeOf(database).with("SIGNET_SESSIONS_ENABLED", "true").start();
  }
}

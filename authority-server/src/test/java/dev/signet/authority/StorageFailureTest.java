package dev.signet.authority;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.ScriptedStorage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the authority says when it cannot keep a record. */
class StorageFailureTest {
  @Test
  void handsOutNoTokenThatItCouldNotRecordAndRecovers() {
    InMemoryStorage storage = new InMemoryStorage();
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      String secret = authority.addApplication("billing");
      TokenClient client = TokenClient.of(authority);

      for (StorageException fault :
          new StorageException[] {
            new StorageException("signet.db: the disk is full"),
            new StorageException("signet.db: attempt to write a readonly database"),
            new StorageException.Overloaded("4096 writes wait already"),
            new StorageException.Duplicate("a token with this jti is already kept"),
          }) {
        storage.failWith(fault);
        assertUnavailable(client.basic("billing", secret, GRANT));
        assertThat(client.basic("billing", "wrong-password", GRANT).status()).isEqualTo(401);
        assertThat(get(authority, "/health/ready").status()).isEqualTo(503);
        assertThat(get(authority, "/health/ready").body()).doesNotContain("signet.db", "disk");
        assertThat(get(authority, "/health/live").status()).isEqualTo(200);
        assertThat(get(authority, "/.well-known/jwks.json").status()).isEqualTo(200);
      }
      assertThat(storage.tokenReader().count()).isZero();

      storage.recover();
      assertThat(client.basic("billing", secret, GRANT).status()).isEqualTo(200);
      assertThat(get(authority, "/health/ready").status()).isEqualTo(200);
      assertThat(storage.tokenReader().count()).isEqualTo(1);
    }
  }

  @Test
  void handsOutNoTokenWhileAnotherProcessHoldsTheDatabaseAndRecovers() throws SQLException {
    try (RunningAuthority authority =
        new RunningAuthority().with("SIGNET_STORAGE_BUSY_TIMEOUT", "1s").start()) {
      String secret = authority.addApplication("billing");
      TokenClient client = TokenClient.of(authority);

      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + authority.database());
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        assertUnavailable(client.basic("billing", secret, GRANT));
        assertThat(get(authority, "/health/ready").status()).isEqualTo(503);
        lock.execute("ROLLBACK");
      }

      assertThat(client.basic("billing", secret, GRANT).status()).isEqualTo(200);
      assertThat(get(authority, "/health/ready").status()).isEqualTo(200);
      assertThat(authority.authority().storage().tokenReader().count()).isEqualTo(1);
    }
  }

  @Test
  void tellsNothingOfAnUnexpectedFailure() {
    ScriptedStorage storage = new ScriptedStorage();
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      String secret = authority.addApplication("billing");
      storage.beforeAdd(
          () -> {
            throw new IllegalStateException("an inner detail");
          });

      Answer answer = TokenClient.of(authority).basic("billing", secret, GRANT);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.error()).isEqualTo("server_error");
      assertThat(answer.body()).doesNotContain("inner detail", "IllegalState", "access_token");
      assertThat(answer.header("x-request-id")).isNotEmpty();
    }
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.error()).isEqualTo("temporarily_unavailable");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain("access_token", "signet.db", "jti");
  }

  private static Answer get(RunningAuthority authority, String path) {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.both()).get(authority.url(path)));
  }
}

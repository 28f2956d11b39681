package dev.signet.authority.authn.assertion;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.token.TokenClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was used at one node is used at every node of the database. */
@Timeout(120)
class AssertionAtNodesTest {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final PostgresSettings database = TestPostgres.migratedDatabase();

  @Test
  @DisplayName("C.2.4 an assertion that one node took is refused by another")
  void refusesAtOneNodeWhatAnotherTook() {
    SignerKey key = SignerKey.es256("k1");
    try (RunningAuthority one = new RunningAuthority().nodeOf(database).start();
        RunningAuthority other = new RunningAuthority().nodeOf(database).start()) {
      one.addApplication("billing");
      one.authority()
          .credentialAdministration()
          .add("billing", PublicCredential.jwks(SignerKey.set(key)), new Terms("", null));
      String first = form(key, one);
      String second = form(key, one);

      assertThat(ask(one, first).status()).isEqualTo(200);
      assertThat(ask(other, first).error()).isEqualTo("invalid_client");
      assertThat(ask(other, second).status()).isEqualTo(200);
      assertThat(ask(one, second).error()).isEqualTo("invalid_client");
    }
  }

  private static String form(SignerKey key, RunningAuthority authority) {
    String assertion =
        AssertionMaker.of(key, "billing", authority.issuer(), authority.clock().instant()).signed();
    return GRANT
        + "&client_assertion_type="
        + encode(TYPE)
        + "&client_assertion="
        + encode(assertion);
  }

  private static Answer ask(RunningAuthority node, String form) {
    return TokenClient.of(node).post(form);
  }
}

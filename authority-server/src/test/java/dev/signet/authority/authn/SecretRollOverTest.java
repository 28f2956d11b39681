package dev.signet.authority.authn;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.credential.NewSecret;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.token.TokenClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A secret is replaced by another without a moment in which a request fails. */
class SecretRollOverTest {
  private final InMemoryStorage storage = new InMemoryStorage();
  private final RunningAuthority authority = new RunningAuthority().over(storage).start();
  private final TokenClient client = TokenClient.of(authority);
  private final String old = authority.addApplication("billing");
  private boolean stopped;

  @AfterEach
  void stop() {
    if (!stopped) {
      authority.close();
    }
  }

  private int status(String secret) {
    return client.basic("billing", secret, GRANT).status();
  }

  private NewSecret add(Terms terms) {
    return authority.authority().credentialAdministration().addSecret("billing", terms);
  }

  private void expireTheOld(Duration in) {
    authority.authority().credentialAdministration().expire("billing", CredentialRecord.FIRST, in);
  }

  @Test
  void takesBothUntilTheOlderExpires() {
    String next = add(new Terms("next", null)).secret();
    expireTheOld(Duration.ofHours(24));
    assertThat(status(old)).isEqualTo(200);
    assertThat(status(next)).isEqualTo(200);

    authority.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(status(old)).isEqualTo(200);
    authority.advance(Duration.ofSeconds(1));
    assertThat(status(old)).isEqualTo(401);
    assertThat(status(next)).isEqualTo(200);
  }

  @Test
  void refusesAnExpiredSecretInTheFormToo() {
    expireTheOld(Duration.ZERO);

    assertThat(client.post(GRANT + "&client_id=billing&client_secret=" + old).status())
        .isEqualTo(401);
  }

  @Test
  void knowsWhenEachWasLastUsedAfterItStopped() {
    NewSecret next = add(new Terms("next", null));
    assertThat(status(next.secret())).isEqualTo(200);

    authority.close();
    stopped = true;

    assertThat(storage.credentialReader().find("billing"))
        .filteredOn(each -> each.lastUsedAt() != null)
        .extracting(CredentialRecord::id)
        .containsExactly(next.credential().id());
  }
}

package dev.signet.validator.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.FakeAuthority;
import dev.signet.validator.TestKey;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key set as an authority publishes it, moves it and confirms it. */
class PublishedKeysTest {
  private final FakeAuthority authority = new FakeAuthority();
  private final PublishedKeys keys =
      new PublishedKeys(
          authority.issuer(),
          Optional.empty(),
          new KeySetReader(Set.of("ES256")),
          new BoundedHttp(BoundedHttp.Limits.usual()),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void confirmsWhatIsHeldWithoutSendingItAgain() throws IOException {
    authority.publish(TestKey.ES256);
    VerifyingKeys held = keys.fetch(null).value().orElseThrow();

    Update<VerifyingKeys> second = keys.fetch(held);

    assertThat(second.value()).isEmpty();
    assertThat(authority.requests())
        .containsExactly(FakeAuthority.OAUTH, "/jwks", "/jwks if changed");
  }

  @Test
  void asksForTheWholeSetWhenNothingIsHeld() throws IOException {
    authority.publish(TestKey.ES256);
    assertThat(keys.fetch(null).value()).isPresent();

    assertThat(keys.fetch(null).value()).isPresent();
  }

  @Test
  void neverTakesARejectedSetForTheOneHeld() throws IOException {
    authority.publish(TestKey.ES256);
    VerifyingKeys held = keys.fetch(null).value().orElseThrow();
    authority.serve("/jwks", "{\"keys\":[]}");

    assertThatThrownBy(() -> keys.fetch(held)).isInstanceOf(RejectedUpdateException.class);
    assertThatThrownBy(() -> keys.fetch(held)).isInstanceOf(RejectedUpdateException.class);
  }

  @Test
  void looksForKeysThatHaveMovedAfterOneFailure() throws IOException {
    authority.publish(TestKey.ES256);
    VerifyingKeys held = keys.fetch(null).value().orElseThrow();
    authority.forgetAll();
    assertThatThrownBy(() -> keys.fetch(held)).hasMessageContaining("404");
    String moved = authority.issuer() + "/moved";
    authority.serve(FakeAuthority.OAUTH, FakeAuthority.metadata(authority.issuer(), moved));
    authority.serve("/moved", TestKey.set(TestKey.ES256, TestKey.RS256));

    assertThat(keys.fetch(held).value()).isPresent();
  }
}

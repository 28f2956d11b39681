package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A validator that fetches its keys from an authority over real HTTP. */
class FetchedKeysTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeAuthority authority = new FakeAuthority();
  private final HandClock clock = new HandClock(TestTokens.NOW);

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void findsTheKeysByMetadataAndAcceptsAToken() {
    authority.publish(TestKey.ES256, TestKey.RS256);
    try (TokenValidator validator = builder().build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();

      assertThat(validator.checkToken(token(TestKey.ES256))).isInstanceOf(Verdict.Accepted.class);
      // The metadata once for keys and, when there are keys, once for revocations.
      assertThat(authority.requests())
          .containsExactly(FakeAuthority.OAUTH, "/jwks", FakeAuthority.OAUTH);
    }
  }

  @Test
  void asksNoMetadataWhenTheAddressIsConfigured() {
    authority.serve("/elsewhere", TestKey.set(TestKey.ES256));
    URI address = URI.create(authority.issuer() + "/elsewhere");
    try (TokenValidator validator = builder().jwksUri(address).build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();

      assertThat(authority.requests()).containsExactly("/elsewhere");
    }
  }

  @Test
  void doesNoIoForAKnownKey() {
    authority.publish(TestKey.ES256);
    try (TokenValidator validator = builder().build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();
      int before = authority.requests().size();

      for (int i = 0; i < 100; i++) {
        assertThat(validator.checkToken(token(TestKey.ES256))).isInstanceOf(Verdict.Accepted.class);
      }

      assertThat(authority.requests()).hasSize(before);
    }
  }

  @Test
  void acceptsTheFirstTokenOfANewKeyInTheSameCheck() {
    authority.publish(TestKey.ES256);
    try (TokenValidator validator = builder().build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();
      authority.publish(TestKey.ES256, TestKey.RS256);

      assertThat(validator.checkToken(token(TestKey.RS256))).isInstanceOf(Verdict.Accepted.class);
      assertThat(authority.requests().get(3)).isEqualTo("/jwks if changed");
    }
  }

  @Test
  void refusesAnUnknownKeyAfterOneConditionalFetch() {
    authority.publish(TestKey.ES256);
    try (TokenValidator validator = builder().build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();

      Bench.assertRefused(validator.checkToken(token(TestKey.RS256)), Reason.UNKNOWN_KEY);
      Bench.assertRefused(validator.checkToken(token(TestKey.ED25519)), Reason.UNKNOWN_KEY);

      assertThat(authority.requests())
          .containsExactly(FakeAuthority.OAUTH, "/jwks", FakeAuthority.OAUTH, "/jwks if changed");
    }
  }

  @Test
  void keepsTheLastGoodKeysWhenTheAuthorityServesRubbish() {
    authority.publish(TestKey.ES256);
    try (TokenValidator validator = builder().build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();
      authority.serve("/jwks", "{\"keys\":[]}");

      Bench.assertRefused(validator.checkToken(token(TestKey.RS256)), Reason.UNKNOWN_KEY);

      assertThat(validator.checkToken(token(TestKey.ES256))).isInstanceOf(Verdict.Accepted.class);
      assertThat(validator.state().counters().rejectedUpdates()).isEqualTo(1);
      assertThat(validator.state().lastError()).get().asString().contains("no usable key");
    }
  }

  @Test
  void saysWhyThereAreNoKeysYetAndForHowLongToWait() {
    try (TokenValidator validator = builder().build()) {
      Verdict verdict = validator.checkToken(token(TestKey.ES256));

      assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
      assertThat(((Verdict.Unavailable) verdict).reason()).isEqualTo(Reason.NO_KEYS_YET);
      assertThat(((Verdict.Unavailable) verdict).retryAfter())
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(72));
    }
  }

  private TokenValidatorBuilder builder() {
    TokenValidatorBuilder builder =
        TokenValidator.forAuthority(authority.issuer(), TestTokens.AUDIENCE).clock(clock);
    builder.longestWait = LONG;
    return builder;
  }

  private String token(TestKey key) {
    return valid(key).claim("iss", '"' + authority.issuer() + '"').signed();
  }
}

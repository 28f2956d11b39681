package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.revocation.TestDocument;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A validator that fetches revocations from an authority over real HTTP. */
class RevocationOverHttpTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeAuthority authority = new FakeAuthority();
  private final HandClock clock = new HandClock(TestTokens.NOW);

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void findsTheListByMetadataAndRefusesWhatItNames() throws InterruptedException {
    authority.publish(list(5).text(), TestKey.ES256, TestKey.ED25519);
    CountDownLatch installed = new CountDownLatch(2);
    TokenValidatorBuilder settings =
        builder()
            .listener(
                event -> {
                  if (event.kind() == ValidatorEvent.Kind.REVOCATIONS_INSTALLED) {
                    installed.countDown();
                  }
                });
    try (TokenValidator validator = settings.build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();
      assertThat(validator.checkToken(token())).isInstanceOf(Verdict.Accepted.class);

      authority.serve(FakeAuthority.REVOCATIONS, list(6).tokens("3q2-7w").text());
      validator.refreshNow();
      assertThat(installed.await(20, TimeUnit.SECONDS)).isTrue();

      Bench.assertRefused(validator.checkToken(token()), Reason.REVOKED);
    }
  }

  @Test
  void findsTheListWhereTheBuilderSays() {
    authority.serve(FakeAuthority.REVOCATIONS, list(5).tokens("3q2-7w").text());
    URI address = URI.create(authority.issuer() + FakeAuthority.REVOCATIONS);
    TokenValidatorBuilder settings =
        builder().keys(TestKey.set(TestKey.ES256, TestKey.ED25519)).revocationListUri(address);
    try (TokenValidator validator = settings.build()) {
      assertThat(validator.awaitKeys(LONG)).isTrue();

      Bench.assertRefused(validator.checkToken(token()), Reason.REVOKED);
      assertThat(authority.requests()).containsExactly(FakeAuthority.REVOCATIONS);
    }
  }

  @Test
  void waitsForTheFirstListInTheFirstCheck() {
    authority.publish(list(5).text(), TestKey.ES256, TestKey.ED25519);
    try (TokenValidator validator = builder().build()) {
      assertThat(validator.checkToken(token())).isInstanceOf(Verdict.Accepted.class);
    }
  }

  private TestDocument list(long sequence) {
    return TestDocument.list(sequence).claim("iss", '"' + authority.issuer() + '"');
  }

  private TokenValidatorBuilder builder() {
    TokenValidatorBuilder builder =
        TokenValidator.forAuthority(authority.issuer(), TestTokens.AUDIENCE).clock(clock);
    builder.longestWait = LONG;
    return builder;
  }

  private String token() {
    return TestTokens.valid().claim("iss", '"' + authority.issuer() + '"').signed();
  }
}

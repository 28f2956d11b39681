package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.revocation.TestDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch installed = new CountDownLatch(2);
    try (TokenValidator validator = builder().listener(counting(first, installed)).build()) {
      // Told once the attempt is over: refreshNow would join it before.
      assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
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
  void hearsOfARevocationByTheStreamThatTheMetadataNames() throws InterruptedException {
    CountDownLatch revoked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch installed = new CountDownLatch(2);
    try (ScriptedStream stream = new ScriptedStream()) {
      stream.plays(
          out -> {
            ScriptedStream.write(out, ScriptedStream.HEAD);
            revoked.await();
            ScriptedStream.write(out, ScriptedStream.event(list(6).tokens("3q2-7w").text()));
            over.await();
          });
      authority.publish(list(5).text(), TestKey.ES256, TestKey.ED25519).streamsAt(stream.uri());
      try (TokenValidator validator = builder().listener(counting(installed)).build()) {
        assertThat(validator.awaitKeys(LONG)).isTrue();
        assertThat(validator.checkToken(token())).isInstanceOf(Verdict.Accepted.class);

        revoked.countDown();
        assertThat(installed.await(20, TimeUnit.SECONDS)).isTrue();

        Bench.assertRefused(validator.checkToken(token()), Reason.REVOKED);
        assertThat(RevocationBench.revocations(validator).stream())
            .contains(new ValidatorState.Stream(true, 1));
      }
      over.countDown();
    }
    awaitEndOfStreamThreads();
  }

  @Test
  void listensToNoStreamWhereTheHostSaidSoOrBringsATransport() {
    try (ScriptedStream stream = new ScriptedStream()) {
      authority.publish(list(5).text(), TestKey.ES256, TestKey.ED25519).streamsAt(stream.uri());
      for (TokenValidatorBuilder settings :
          List.of(builder().revocationStream(false), builder().transport(this::byHand))) {
        try (TokenValidator validator = settings.build()) {
          assertThat(validator.awaitKeys(LONG)).isTrue();
          assertThat(RevocationBench.revocations(validator).stream()).isEmpty();
        }
      }
      assertThat(stream.requests()).isEmpty();
    }
  }

  private Transport.Response byHand(URI uri, Map<String, String> headers, Duration timeout)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers.forEach(request::header);
    try {
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return new Transport.Response(
          response.statusCode(), response.headers().map(), response.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static ValidatorListener counting(CountDownLatch... installed) {
    return event -> {
      if (event.kind() == ValidatorEvent.Kind.REVOCATIONS_INSTALLED) {
        Stream.of(installed).forEach(CountDownLatch::countDown);
      }
    };
  }

  /** A closed validator leaves no thread behind that listens. */
  private static void awaitEndOfStreamThreads() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("signet-validator-stream")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
      }
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

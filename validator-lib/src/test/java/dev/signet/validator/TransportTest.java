package dev.signet.validator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.RawHttp;
import dev.signet.validator.supply.HostTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A transport of the host, held within our bounds whatever it does. */
class TransportTest {
  private static final BoundedHttp.Limits LIMITS =
      new BoundedHttp.Limits(
          Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofMillis(300), 1024);

  static Transport.Response response(int status, String body) {
    return new Transport.Response(
        status, Map.of("cache-control", List.of("max-age=60")), stream(body));
  }

  @Test
  void bringsTheKeysWithOurHeadersAndTimeLimit() {
    FetchBench bench = new FetchBench();
    TokenValidatorBuilder settings =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .jwksUri(ScriptedAuthority.KEYS)
            .clock(bench.timer.clock())
            .transport(
                (uri, headers, timeout) -> {
                  assertThat(uri).isEqualTo(ScriptedAuthority.KEYS);
                  assertThat(headers).containsKey("Accept");
                  assertThat(timeout).isEqualTo(Duration.ofSeconds(5));
                  return response(200, TestKey.set(TestKey.ES256));
                });
    TokenValidator validator = Bench.build(settings, KeySupplies.fetched(settings, bench.timer));

    bench.assertAccepts(validator, TestKey.ES256);
    assertThat(bench.timer.nextDelay()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
  }

  @Test
  void takesHeaderNamesInAnyCase() throws IOException {
    BoundedHttp.Answer answer = bounded((uri, headers, timeout) -> response(200, "a"));

    assertThat(answer.maxAge()).contains(Duration.ofMinutes(1));
  }

  @Test
  void capsTheBodyAndReadsNoFurther() throws IOException {
    assertThat(bounded((uri, h, t) -> response(200, "x".repeat(1024))).body()).isPresent();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> bounded((uri, h, t) -> new Transport.Response(200, Map.of(), endless)))
        .hasMessageContaining("larger than allowed");
  }

  @Test
  void takesNoOtherStatus() {
    for (int status : List.of(204, 301, 304, 404, 500)) {
      assertThatThrownBy(() -> bounded((uri, h, t) -> response(status, "a")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(status));
    }
  }

  @Test
  void closesTheBody() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream body =
        new ByteArrayInputStream(new byte[1]) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    bounded((uri, h, t) -> new Transport.Response(200, Map.of(), body));

    assertThat(closed).isTrue();
  }

  @Test
  void turnsWhatItThrowsIntoAFailedFetch() {
    assertThatThrownBy(
            () ->
                bounded(
                    (uri, h, t) -> {
                      throw new IllegalStateException("secret of the host");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("IllegalStateException")
        .hasMessageNotContaining("secret");
  }

  @Test
  void isGivenUpWhenItHangsAndNotCalledAgainUntilItReturns() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    RawHttp hanging =
        new HostTransport(
            (uri, headers, timeout) -> {
              awaitUninterrupted(letGo);
              returned.countDown();
              return response(200, "late");
            },
            LIMITS);

    assertThatThrownBy(() -> hanging.get(ScriptedAuthority.KEYS, Map.of()))
        .hasMessageContaining("did not answer within");
    assertThatThrownBy(() -> hanging.get(ScriptedAuthority.KEYS, Map.of()))
        .hasMessageContaining("still hangs");
    letGo.countDown();

    assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static BoundedHttp.Answer bounded(Transport transport) throws IOException {
    BoundedHttp.Limits patient =
        new BoundedHttp.Limits(
            LIMITS.connect(), LIMITS.firstByte(), Duration.ofSeconds(20), LIMITS.maxBytes());
    return new BoundedHttp(new HostTransport(transport, patient), patient.maxBytes())
        .get(URI.create("https://auth.example.com/jwks"), Optional.empty());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** As rude as a transport can be: interrupts do not move it. */
  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        done = latch.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        done = false;
      }
    }
  }
}

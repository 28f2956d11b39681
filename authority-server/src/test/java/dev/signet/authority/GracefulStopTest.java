package dev.signet.authority;

import static dev.signet.authority.token.TokenClient.GRANT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.Answer;
import dev.signet.authority.http.RawHttp;
import dev.signet.authority.storage.ScriptedStorage;
import dev.signet.authority.token.TokenClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop answers what it has begun. */
@Timeout(60)
class GracefulStopTest {

  private final ScriptedStorage storage = new ScriptedStorage();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private RunningAuthority start(String stopTimeout) {
    return new RunningAuthority()
        .with("SIGNET_LIMITS_STOP_TIMEOUT", stopTimeout)
        .over(storage)
        .start();
  }

  private void holdTheNextToken() {
    storage.beforeAdd(
        () -> {
          entered.countDown();
          awaitSafely(released);
        });
  }

  @Test
  void answersTheRequestInFlightBeforeItHasStopped() throws Exception {
    RunningAuthority authority = start("30s");
    String secret = authority.addApplication("billing");
    holdTheNextToken();
    FutureTask<Answer> request =
        inBackground(() -> TokenClient.of(authority).basic("billing", secret, GRANT));
    awaitSafely(entered);

    // Asked for before the stop: a server that has stopped listening has none.
    int port = authority.port();
    FutureTask<Boolean> stop = stopInBackground(authority);
    awaitRefusal(port);
    assertThat(stop.isDone()).isFalse();
    assertThat(request.isDone()).isFalse();
    released.countDown();

    assertThat(request.get(30, SECONDS).status()).isEqualTo(200);
    assertThat(stop.get(30, SECONDS)).isTrue();
    assertThat(storage.tokenReader().count()).isEqualTo(1);
  }

  @Test
  void givesUpOnARequestThatOutlastsTheStopTimeout() throws Exception {
    RunningAuthority authority = start("1s");
    String secret = authority.addApplication("billing");
    holdTheNextToken();
    FutureTask<Answer> request =
        inBackground(() -> TokenClient.of(authority).basic("billing", secret, GRANT));
    awaitSafely(entered);

    assertThat(stopInBackground(authority).get(30, SECONDS)).isTrue();

    assertThat(storage.tokenReader().count()).isZero();
    released.countDown();
    assertThat(request).failsWithin(Duration.ofSeconds(30));
  }

  private static FutureTask<Boolean> stopInBackground(RunningAuthority authority) {
    return inBackground(
        () -> {
          authority.close();
          return true;
        });
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "test-background");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Returns when the stop has begun: new requests are not served any more. */
  private static void awaitRefusal(int port) {
    String request = RawHttp.request("GET /health/live", "Connection: close\r\n", "");
    for (int i = 0; i < 100_000; i++) {
      try {
        Answer answer = RawHttp.exchange(port, request);
        if (answer.status() == 503) {
          assertThat(answer.header("retry-after")).isEqualTo("1");
          return;
        }
      } catch (IOException e) {
        return;
      }
    }
    throw new AssertionError("new requests are still served");
  }

  private static void awaitSafely(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

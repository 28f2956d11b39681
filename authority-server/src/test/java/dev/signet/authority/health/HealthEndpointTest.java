package dev.signet.authority.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.ErrorMapper;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.RequestListener;
import dev.signet.authority.http.WebServer;
import dev.signet.authority.http.WebSettings;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void release() {
    released.countDown();
  }

  private void hang() {
    looks.incrementAndGet();
    try {
      assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WebServer serve(Map<String, Runnable> checks) {
    return WebServer.start(
        new WebSettings("listen", "127.0.0.1", 0, null, HttpLimits.DEFAULT),
        List.of(new HealthEndpoint(checks, Map.of(), SHORT)),
        new ErrorMapper(),
        RequestListener.NONE);
  }

  private static Response ready(WebServer server) {
    return RestAssured.get("http://127.0.0.1:" + server.port() + "/health/ready");
  }

  @Test
  void namesThePartThatHangsAndGivesItOneThreadHoweverManyAsk() {
    try (WebServer server = serve(Map.of("storage", this::hang, "keys", () -> {}))) {
      for (int i = 0; i < 20; i++) {
        Response answer = ready(server);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("checks.storage")).isEqualTo("down");
        assertThat(answer.jsonPath().getString("checks.keys")).isEqualTo("up");
      }
      assertThat(looks).hasValue(1);
    }
  }

  @Test
  void isReadyAgainOnceThePartAnswers() {
    try (WebServer server = serve(Map.of("storage", this::hang))) {
      assertThat(ready(server).statusCode()).isEqualTo(503);

      released.countDown();

      int status = 503;
      for (int i = 0; i < 1_000 && status != 200; i++) {
        status = ready(server).statusCode();
      }
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void tellsAllWhoAskDuringOneLookWhatItFound() {
    Part part = new Part("storage", this::hang, LONG);
    CompletableFuture<Boolean> first = part.look();
    CompletableFuture<Boolean> second = part.look();
    assertThat(first).isNotDone();

    released.countDown();

    assertThat(first).succeedsWithin(LONG).isEqualTo(true);
    assertThat(second).succeedsWithin(LONG).isEqualTo(true);
    assertThat(looks).hasValue(1);
  }

  @Test
  void looksAgainForWhoAsksLater() {
    AtomicInteger found = new AtomicInteger();
    Part part =
        new Part(
            "storage",
            () -> {
              if (found.incrementAndGet() == 2) {
                throw new IllegalStateException("the disk is full");
              }
            },
            LONG);

    assertThat(part.look()).succeedsWithin(LONG).isEqualTo(true);
    assertThat(part.look()).succeedsWithin(LONG).isEqualTo(false);
    assertThat(part.look()).succeedsWithin(LONG).isEqualTo(true);
  }
}

package dev.signet.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of the JDK that refuses each fifth request. */
class LoadGeneratorTest {
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() % 5 == 0 ? 503 : 200, 5_000);
          exchange.getResponseBody().write(new byte[5_000]);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void countsEachAnswerOnce() throws IOException {
    Requests twenty = Requests.once(Collections.nCopies(20, REQUEST));

    Load load = new LoadGenerator(3).run(server.getAddress(), twenty, LONG);

    assertThat(asked).hasValue(20);
    assertThat(load.good().count()).isEqualTo(16);
    assertThat(load.others().count()).isEqualTo(4);
  }

  @Test
  void asksAtItsRateAndNoFaster() throws IOException {
    Load load =
        new PacedLoad(4, 50)
            .run(server.getAddress(), Requests.same(REQUEST), Duration.ofMillis(500));

    assertThat(asked.get()).isBetween(1, 26);
    assertThat(load.good().count() + load.others().count()).isBetween(1, asked.get());
  }
}

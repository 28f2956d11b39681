package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.figures.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps connections busy from one thread: each sends its next request when its last is answered.
 *
 * <p>One thread with a selector costs so little that one core is enough to fill another one's
 * server. The loop is closed, so the times are those of a full server, not of a quiet one.
 *
 * @param connections how many
 */
record LoadGenerator(int connections) {
  private static final long SELECT_MILLIS = 100;

  /**
   * Runs for about that long.
   *
   * @throws IOException if a connection breaks
   */
  Load run(InetSocketAddress address, byte[] request, Duration time) throws IOException {
    try (Selector selector = Selector.open()) {
      List<Connection> open = new ArrayList<>();
      try {
        for (int i = 0; i < connections; i++) {
          open.add(new Connection(address, request, selector));
        }
        return run(selector, open, time);
      } finally {
        for (Connection connection : open) {
          connection.close();
        }
      }
    }
  }

  /** The status of the answer to one request, on a connection of its own. */
  static int askOnce(InetSocketAddress address, byte[] request) throws IOException {
    try (Selector selector = Selector.open();
        Connection connection = new Connection(address, request, selector)) {
      connection.ask();
      Optional<HttpAnswer> answer = Optional.empty();
      while (answer.isEmpty()) {
        selector.select();
        answer = connection.read();
      }
      return answer.get().status();
    }
  }

  private static Load run(Selector selector, List<Connection> open, Duration time)
      throws IOException {
    Latencies latencies = new Latencies();
    int failures = 0;
    long start = System.nanoTime();
    for (Connection connection : open) {
      connection.ask();
    }
    long elapsed = 0;
    while (elapsed < time.toNanos()) {
      selector.select(SELECT_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        Connection connection = (Connection) key.attachment();
        Optional<HttpAnswer> answer = connection.read();
        if (answer.isPresent()) {
          latencies.add(connection.waitedNanos());
          failures += answer.get().status() == 200 ? 0 : 1;
          connection.ask();
        }
      }
      selector.selectedKeys().clear();
      elapsed = System.nanoTime() - start;
    }
    return new Load(latencies, failures, Duration.ofNanos(elapsed));
  }
}

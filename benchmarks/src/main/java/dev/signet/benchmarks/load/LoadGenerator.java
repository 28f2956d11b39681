package dev.signet.benchmarks.load;

import dev.signet.benchmarks.figures.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
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
public record LoadGenerator(int connections) {
  private static final long SELECT_MILLIS = 100;

  /**
   * Runs for about that long, or until there is no more to ask.
   *
   * @throws IOException if a connection breaks
   */
  public Load run(InetSocketAddress address, Requests requests, Duration time) throws IOException {
    try (Selector selector = Selector.open();
        Connections open = Connections.open(connections, address, selector)) {
      return run(selector, open.all(), requests, time);
    }
  }

  /** The status of the answer to one request, on a connection of its own. */
  public static int askOnce(InetSocketAddress address, byte[] request) throws IOException {
    try (Selector selector = Selector.open();
        Connection connection = new Connection(address, selector)) {
      connection.ask(request);
      Optional<HttpAnswer> answer = Optional.empty();
      while (answer.isEmpty()) {
        selector.select();
        answer = connection.read();
      }
      return answer.get().status();
    }
  }

  private static Load run(
      Selector selector, List<Connection> open, Requests requests, Duration time)
      throws IOException {
    Latencies good = new Latencies();
    Latencies others = new Latencies();
    long start = System.nanoTime();
    int asking = 0;
    for (Connection connection : open) {
      asking += asked(connection, requests) ? 1 : 0;
    }
    long elapsed = 0;
    while (asking > 0 && elapsed < time.toNanos()) {
      selector.select(SELECT_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        Connection connection = (Connection) key.attachment();
        Optional<HttpAnswer> answer = connection.read();
        if (answer.isPresent()) {
          (answer.get().status() == 200 ? good : others).add(connection.waitedNanos());
          asking -= asked(connection, requests) ? 0 : 1;
        }
      }
      selector.selectedKeys().clear();
      elapsed = System.nanoTime() - start;
    }
    return new Load(good, others, Duration.ofNanos(elapsed));
  }

  private static boolean asked(Connection connection, Requests requests) throws IOException {
    byte[] request = requests.next();
    if (request == null) {
      return false;
    }
    connection.ask(request);
    return true;
  }
}

package dev.signet.benchmarks.load;

import dev.signet.benchmarks.figures.Latencies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Asks at a rate, whether or not the server keeps up, from one thread.
 *
 * <p>The loop is open as long as a connection is free: a request that is due then is sent at once.
 * While all are waiting for their answers, fewer are asked than are due; a time counts from when
 * its request was sent.
 *
 * @param connections how many requests may be on their way at once
 * @param perSecond how many requests are due each second
 */
public record PacedLoad(int connections, double perSecond) {
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Runs for about that long; requests still on their way then are not counted.
   *
   * @throws IOException if a connection breaks
   */
  public Load run(InetSocketAddress address, Requests requests, Duration time) throws IOException {
    try (Selector selector = Selector.open();
        Connections open = Connections.open(connections, address, selector)) {
      return new Run(selector, new ArrayDeque<>(open.all()), requests).during(time);
    }
  }

  private final class Run {
    private final Selector selector;
    private final Queue<Connection> free;
    private final Requests requests;
    private final Latencies good = new Latencies();
    private final Latencies others = new Latencies();
    private long asked;

    Run(Selector selector, Queue<Connection> free, Requests requests) {
      this.selector = selector;
      this.free = free;
      this.requests = requests;
    }

    Load during(Duration time) throws IOException {
      long start = System.nanoTime();
      long elapsed = 0;
      while (elapsed < time.toNanos()) {
        askWhatIsDue(elapsed);
        selector.select(1);
        for (SelectionKey key : selector.selectedKeys()) {
          take((Connection) key.attachment());
        }
        selector.selectedKeys().clear();
        elapsed = System.nanoTime() - start;
      }
      return new Load(good, others, Duration.ofNanos(elapsed));
    }

    private void askWhatIsDue(long elapsed) throws IOException {
      long due = (long) (elapsed / NANOS_PER_SECOND * perSecond);
      while (asked < due && !free.isEmpty()) {
        byte[] request = requests.next();
        if (request == null) {
          return;
        }
        free.remove().ask(request);
        asked++;
      }
    }

    private void take(Connection connection) throws IOException {
      Optional<HttpAnswer> answer = connection.read();
      if (answer.isPresent()) {
        (answer.get().status() == 200 ? good : others).add(connection.waitedNanos());
        free.add(connection);
      }
    }
  }
}

package dev.signet.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** The connections of one run. Belongs to one thread. */
record Connections(List<Connection> all) implements AutoCloseable {

  static Connections open(int number, InetSocketAddress address, Selector selector)
      throws IOException {
    Connections open = new Connections(new ArrayList<>());
    try {
      for (int i = 0; i < number; i++) {
        open.all.add(new Connection(address, selector));
      }
      return open;
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : all) {
      connection.close();
    }
  }
}

package dev.signet.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection that has at most one request on its way. Belongs to one thread. */
final class Connection implements AutoCloseable {
  private static final int FIRST_BYTES = 4_096;

  private final SocketChannel channel;
  private ByteBuffer answer = ByteBuffer.allocate(FIRST_BYTES);
  private long since;

  /** Connects, waits for it, and from then on never blocks. */
  Connection(InetSocketAddress address, Selector selector) throws IOException {
    this.channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends a request, whose time counts from then. */
  void ask(byte[] request) throws IOException {
    since = System.nanoTime();
    ByteBuffer bytes = ByteBuffer.wrap(request);
    // A request is far smaller than an empty send buffer, so one write takes it all.
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("the request does not fit into the send buffer");
    }
  }

  /**
   * Reads what has arrived.
   *
   * @return the answer, once it is complete
   * @throws IOException if the server closed the connection
   */
  Optional<HttpAnswer> read() throws IOException {
    if (!answer.hasRemaining()) {
      answer = ByteBuffer.allocate(2 * answer.capacity()).put(answer.flip());
    }
    if (channel.read(answer) < 0) {
      throw new IOException("the server closed the connection");
    }
    Optional<HttpAnswer> complete = HttpAnswer.find(answer.array(), answer.position());
    complete.ifPresent(done -> answer.clear());
    return complete;
  }

  /** How long ago its request was sent. */
  long waitedNanos() {
    return System.nanoTime() - since;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

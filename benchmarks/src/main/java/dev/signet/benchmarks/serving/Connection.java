package dev.signet.benchmarks.serving;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection that always has one request on its way. Belongs to one thread. */
final class Connection implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 16_384;

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER_BYTES);
  private long askedAt;

  /** Connects, waits for it, and from then on never blocks. */
  Connection(InetSocketAddress address, byte[] request, Selector selector) throws IOException {
    this.channel = SocketChannel.open(address);
    this.request = ByteBuffer.wrap(request);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void ask() throws IOException {
    request.rewind();
    askedAt = System.nanoTime();
    // A request is far smaller than an empty send buffer, so one write takes it all.
    channel.write(request);
    if (request.hasRemaining()) {
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
    if (channel.read(answer) < 0) {
      throw new IOException("the server closed the connection");
    }
    Optional<HttpAnswer> complete = HttpAnswer.find(answer.array(), answer.position());
    complete.ifPresent(done -> answer.clear());
    return complete;
  }

  /** How long ago the request was sent. */
  long waitedNanos() {
    return System.nanoTime() - askedAt;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

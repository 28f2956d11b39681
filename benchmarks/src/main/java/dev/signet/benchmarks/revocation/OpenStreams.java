package dev.signet.benchmarks.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Streams of revocations that one thread reads with a selector; believed by nobody. */
final class OpenStreams implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long LONGEST_SECONDS = 30;

  private final Selector selector = Selector.open();
  private final List<Reader> readers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final AtomicLong bytes = new AtomicLong();
  private final LastArrivals arrivals;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<Boolean> reading;

  /**
   * Opens that many, and waits until each has had its first event.
   *
   * @param holding the {@code seq} that each says to hold
   */
  OpenStreams(InetSocketAddress address, int count, long holding)
      throws IOException, InterruptedException {
    this.arrivals = new LastArrivals(count);
    byte[] request =
        String.join(
                "\r\n",
                "GET /revocations/stream HTTP/1.1",
                "Host: 127.0.0.1:" + address.getPort(),
                "Last-Event-ID: " + holding,
                "",
                "")
            .getBytes(US_ASCII);
    for (int i = 0; i < count; i++) {
      readers.add(new Reader(address, request, holding - 1));
    }
    this.reading = thread.submit(this::read);
    if (count > 0) {
      awaitLast(holding);
    }
  }

  /** One stream. Belongs to the thread that reads. */
  private final class Reader {
    private final SocketChannel channel;
    private final EventScanner scanner = new EventScanner();
    private long standsAt;

    /** Says what it holds, but begins before that, so that the first event counts as a change. */
    Reader(InetSocketAddress address, byte[] request, long standsAt) throws IOException {
      this.standsAt = standsAt;
      channel = SocketChannel.open(address);
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void read() throws IOException {
      buffer.clear();
      int read = channel.read(buffer);
      if (read < 0) {
        throw new IOException("the authority closed a stream");
      }
      bytes.addAndGet(read);
      scanner.read(buffer.flip());
      if (scanner.latest() > standsAt) {
        arrivals.moved(standsAt, scanner.latest(), System.nanoTime());
        standsAt = scanner.latest();
      }
    }
  }

  /** Until the selector is closed, or a stream ends. */
  private boolean read() throws IOException {
    while (selector.isOpen()) {
      selector.select();
      if (selector.isOpen()) {
        for (SelectionKey key : selector.selectedKeys()) {
          ((Reader) key.attachment()).read();
        }
        selector.selectedKeys().clear();
      }
    }
    return true;
  }

  /** How many are open. */
  int count() {
    return readers.size();
  }

  /** What they were sent so far, heads and sizes of chunks included. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Waits until the last stream has a change; returns when that was, by {@code nanoTime}.
   *
   * @throws IllegalStateException if it does not come within half a minute, or a stream ended
   */
  long awaitLast(long change) throws InterruptedException {
    long start = System.nanoTime();
    while (arrivals.last(change).isEmpty()) {
      requireReading();
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
        throw new IllegalStateException("change " + change + " did not reach every stream");
      }
    }
    return arrivals.last(change).getAsLong();
  }

  private void requireReading() throws InterruptedException {
    try {
      boolean unused = reading.get(1, TimeUnit.MILLISECONDS);
      throw new IllegalStateException("the streams are read no more");
    } catch (TimeoutException e) {
      // Reads still.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a stream broke", e);
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Reader reader : readers) {
      reader.channel.close();
    }
    thread.shutdown();
  }
}

package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The floor of a stream: the same bytes, written by one thread to as many connections over the
 * loopback address and read by a thread each; nothing is signed, read or checked.
 */
final class LoopbackFloor implements AutoCloseable {
  private final int eventBytes;
  private final List<Socket> written = new ArrayList<>();
  private final List<Socket> read = new ArrayList<>();
  private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
  private final ExecutorService readers;

  /**
   * Connects.
   *
   * @param readers how many
   * @param eventBytes of what each is sent
   */
  LoopbackFloor(int readers, int eventBytes) throws IOException {
    this.eventBytes = eventBytes;
    this.readers = Executors.newFixedThreadPool(readers);
    try (ServerSocket server = new ServerSocket(0, readers, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < readers; i++) {
        Socket reader = new Socket(server.getInetAddress(), server.getLocalPort());
        read.add(reader);
        Socket writer = server.accept();
        writer.setTcpNoDelay(true);
        written.add(writer);
        this.readers.execute(() -> read(reader));
      }
    }
  }

  private void read(Socket socket) {
    try {
      while (socket.getInputStream().readNBytes(eventBytes).length == eventBytes) {
        arrivals.add(System.nanoTime());
      }
    } catch (IOException e) {
      // Closed: nothing more comes.
      return;
    }
  }

  /** Writes to all, and returns the time of each until it had read it. */
  Latencies send() throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    byte[] event = new byte[eventBytes];
    long start = System.nanoTime();
    for (Socket writer : written) {
      writer.getOutputStream().write(event);
    }
    for (int i = 0; i < written.size(); i++) {
      latencies.add(arrivals.take() - start);
    }
    return latencies;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : written) {
      socket.close();
    }
    for (Socket socket : read) {
      socket.close();
    }
    readers.shutdown();
  }
}

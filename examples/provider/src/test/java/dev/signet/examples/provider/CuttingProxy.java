package dev.signet.examples.provider;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between the providers and the authority: passes bytes on, until it is told to cut
 * every connection or to let none of them move. Thread-safe.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stalled;

  /** Listens on a free port of loopback and passes on to another. */
  CuttingProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("proxy", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Breaks every connection in the middle of whatever it carries. */
  void cut() {
    open.forEach(CuttingProxy::closeQuietly);
  }

  /** From now on connections stay open and silent, or move again. */
  void stall(boolean silent) {
    stalled = silent;
  }

  @Override
  public void close() {
    closeQuietly(server);
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        start("proxy-out", () -> join(near));
      } catch (IOException e) {
        // Closed, or a connection that was gone before it was taken.
      }
    }
  }

  private void join(Socket near) {
    Socket far = new Socket();
    open.add(near);
    open.add(far);
    try {
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 1_000);
      start("proxy-in", () -> pass(far, near));
      pass(near, far);
    } catch (IOException e) {
      // The authority is down: who connected finds the connection closed.
      closeQuietly(near);
      open.remove(near);
      open.remove(far);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        while (stalled && !from.isClosed()) {
          JarProcess.pause();
        }
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
    } catch (IOException e) {
      // Cut, here or there: both ends are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(String name, Runnable job) {
    Thread thread = new Thread(job, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is closed, one way or the other.
    }
  }
}

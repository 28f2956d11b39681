package dev.signet.benchmarks.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An authority as far as a validator fetches keys from it; can be told to hang. Thread-safe. */
public final class KeyServer implements AutoCloseable {
  private static final String PATH = "/jwks.json";
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final byte[] keySet;
  private final AtomicInteger requests = new AtomicInteger();
  private boolean hanging;

  private KeyServer(HttpServer server, String keySet) {
    this.server = server;
    this.keySet = keySet.getBytes(UTF_8);
  }

  /** Starts on a free port of the loopback address. */
  public static KeyServer start(String keySet) throws IOException {
    KeyServer keys =
        new KeyServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
            keySet);
    keys.server.createContext(PATH, keys::answer);
    keys.server.setExecutor(keys.threads);
    keys.server.start();
    return keys;
  }

  /** Where the key set is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  /** From now on requests are taken and not answered. */
  public synchronized void hang() {
    hanging = true;
  }

  /** From now on requests are answered, those that wait too. */
  public synchronized void recover() {
    hanging = false;
    notifyAll();
  }

  /** How many requests came so far. */
  public int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    awaitRecovery();
    exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
    exchange.getResponseHeaders().set("Cache-Control", "max-age=300");
    exchange.sendResponseHeaders(200, keySet.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(keySet);
    }
  }

  private synchronized void awaitRecovery() {
    try {
      while (hanging) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    recover();
    server.stop(0);
    threads.shutdownNow();
  }
}

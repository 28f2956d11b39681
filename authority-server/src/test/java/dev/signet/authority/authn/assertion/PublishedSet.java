package dev.signet.authority.authn.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A JWK Set that is published over HTTP on this machine. Thread-safe. */
public final class PublishedSet implements AutoCloseable {
  private final HttpServer server;
  private volatile String document = "";

  private PublishedSet(HttpServer server) {
    this.server = server;
  }

  /** Publishes the public halves of some keys. */
  public static PublishedSet of(SignerKey... keys) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      PublishedSet set = new PublishedSet(server);
      set.publish(keys);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = set.document.getBytes(UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes these from now on; none answers 503. */
  public void publish(SignerKey... keys) {
    document = keys.length == 0 ? "" : SignerKey.set(keys);
  }

  /** Where it is. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/keys";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

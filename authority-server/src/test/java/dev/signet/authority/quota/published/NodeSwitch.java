package dev.signet.authority.quota.published;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signet.authority.RunningAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One address for several nodes, as a load balancer has: each request goes to the node that a test
 * chose, or is answered with a list that a node gave before.
 */
final class NodeSwitch implements AutoCloseable {
  private static final String LIST = "/allowances";

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private volatile @Nullable RunningAuthority node;
  private volatile @Nullable HttpResponse<byte[]> old;

  NodeSwitch() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Lets this node answer from now on. */
  void to(RunningAuthority chosen) {
    node = chosen;
    old = null;
  }

  /** The list of a node as it is now, for {@link #toAnswer}. */
  HttpResponse<byte[]> listOf(RunningAuthority chosen) throws IOException, InterruptedException {
    return get(chosen, LIST, request -> {});
  }

  /** Lets a node that has not looked since give the list that it gave then. */
  void toAnswer(HttpResponse<byte[]> list) {
    old = list;
  }

  private HttpResponse<byte[]> get(
      RunningAuthority chosen, String path, Consumer<HttpRequest.Builder> more)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(chosen.url(path)));
    more.accept(request);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private void answer(HttpExchange exchange) throws IOException {
    HttpResponse<byte[]> answer = find(exchange);
    if (answer == null) {
      exchange.sendResponseHeaders(502, -1);
    } else {
      for (String name : new String[] {"Content-Type", "ETag"}) {
        answer
            .headers()
            .firstValue(name)
            .ifPresent(v -> exchange.getResponseHeaders().set(name, v));
      }
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }

  private @Nullable HttpResponse<byte[]> find(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    HttpResponse<byte[]> given = old;
    RunningAuthority chosen = node;
    if (given != null && path.equals(LIST)) {
      return given;
    }
    try {
      return chosen == null ? null : get(chosen, path, request -> condition(exchange, request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static void condition(HttpExchange exchange, HttpRequest.Builder request) {
    String etag = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

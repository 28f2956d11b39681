package dev.signet.validator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An authority on loopback that serves the documents it is given and remembers who asked what. */
public final class FakeAuthority implements AutoCloseable {
  public static final String OAUTH = "/.well-known/oauth-authorization-server";
  public static final String OPENID = "/.well-known/openid-configuration";

  public static final String REVOCATIONS = "/revocations";

  private final HttpServer server;
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public FakeAuthority() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public FakeAuthority serve(String path, String document) {
    documents.put(path, document);
    return this;
  }

  /** Serves a revocation list, and metadata that leads to these keys and to it. */
  public FakeAuthority publish(String revocations, TestKey... keys) {
    publish(keys);
    serve(
        OAUTH,
        Json.write(
            Map.of(
                "issuer",
                issuer(),
                "jwks_uri",
                issuer() + "/jwks",
                "revocation_list_uri",
                issuer() + REVOCATIONS)));
    return serve(REVOCATIONS, revocations);
  }

  /** Serves metadata that leads to this stream too, of another server. */
  public FakeAuthority streamsAt(URI stream) {
    String metadata = documents.getOrDefault(OAUTH, "{}");
    String member = ",\"revocation_stream_uri\":\"" + stream + "\"}";
    return serve(OAUTH, metadata.substring(0, metadata.length() - 1) + member);
  }

  /** Serves metadata that leads to these keys. */
  public FakeAuthority publish(TestKey... keys) {
    serve(OAUTH, metadata(issuer(), issuer() + "/jwks"));
    return serve("/jwks", TestKey.set(keys));
  }

  /** Answers 404 to everything from now on. */
  public void forgetAll() {
    documents.clear();
  }

  public static String metadata(String issuer, String jwksUri) {
    return Json.write(Map.of("issuer", issuer, "jwks_uri", jwksUri));
  }

  /** The requests so far: the path, and " if changed" behind it when it was conditional. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
    requests.add(condition == null ? path : path + " if changed");
    String document = documents.get(path);
    String etag = document == null ? "" : '"' + Integer.toHexString(document.hashCode()) + '"';
    if (document == null || etag.equals(condition)) {
      exchange.sendResponseHeaders(document == null ? 404 : 304, -1);
    } else {
      byte[] body = document.getBytes(UTF_8);
      exchange.getResponseHeaders().add("ETag", etag);
      if (path.equals(REVOCATIONS)) {
        exchange.getResponseHeaders().add("Content-Type", "application/revocation-list+jwt");
      }
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}

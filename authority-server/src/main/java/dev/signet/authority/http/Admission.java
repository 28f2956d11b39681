package dev.signet.authority.http;

import io.javalin.http.ExceptionHandler;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.security.RouteRole;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsExceptionHandler;
import io.javalin.websocket.WsHandlerType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler.Wrapper;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets so many requests in and refuses the next at once (503), before anything of it is read: so
 * what is let in is answered in time, and what nobody counts always finds a thread.
 *
 * <p>Most are refused at the {@linkplain #door door} of the server, for a fraction of what a served
 * one costs: without a line in the log of requests, and not counted by a {@link RequestListener}.
 *
 * <p>Thread-safe; nobody waits. The log has a line when refusing begins, and one when no more than
 * half are inside again.
 */
public final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final String REFUSAL = "Too many requests at once";
  private static final byte[] REFUSAL_BODY =
      Json.bytes(Json.object("error", "temporarily_unavailable", "error_description", REFUSAL));
  private static final HttpFields REFUSAL_HEADERS =
      HttpFields.build()
          .put(HttpHeader.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()))
          .put(HttpHeader.CACHE_CONTROL, "no-store")
          .put(HttpHeader.PRAGMA, "no-cache")
          .put(HttpHeader.CONTENT_TYPE, "application/json")
          .put(HttpHeader.CONTENT_LENGTH, REFUSAL_BODY.length)
          .asImmutable();

  private final int most;
  private final Set<String> paths = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicBoolean refusing = new AtomicBoolean();

  /**
   * Makes one that nobody has passed yet.
   *
   * @param most how many may be inside at once, at least 1
   */
  public Admission(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    this.most = most;
  }

  /** The same endpoint, whose requests must be let in; all that one admission is before add up. */
  public Endpoint before(Endpoint endpoint) {
    return routes -> endpoint.mount(new CountedRoutes(routes, this));
  }

  private Handler counted(Handler handler) {
    return ctx -> {
      enter();
      try {
        handler.handle(ctx);
      } finally {
        leave();
      }
    };
  }

  private void enter() {
    if (inside.incrementAndGet() <= most) {
      return;
    }
    leave();
    countRefused();
    throw OAuthException.unavailable(REFUSAL, RETRY_AFTER);
  }

  private void countRefused() {
    refused.incrementAndGet();
    if (refusing.compareAndSet(false, true)) {
      LOG.warn("{} requests are being served, as many as may be: more are refused", most);
    }
  }

  private void leave() {
    int left = inside.decrementAndGet();
    if (left <= most / 2 && refusing.compareAndSet(true, false)) {
      LOG.warn("requests are let in again; {} were refused since the start", refused);
    }
  }

  /** What refuses before a route is looked for; to stand in front of all other handlers. */
  Wrapper door() {
    return new Door();
  }

  /** How many are being served. */
  public int inside() {
    return Math.min(inside.get(), most);
  }

  /** How many were refused. */
  public long refused() {
    return refused.get();
  }

  /**
   * Refuses while as many are inside as may be. Who slips past it in the same moment is refused by
   * {@link #enter}, as are paths with parameters.
   */
  private final class Door extends Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (inside.get() < most || !paths.contains(Request.getPathInContext(request))) {
        return super.handle(request, response, callback);
      }
      countRefused();
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
      response.getHeaders().add(REFUSAL_HEADERS);
      RequestIds.give(response.getHeaders());
      response.write(true, ByteBuffer.wrap(REFUSAL_BODY), callback);
      return true;
    }
  }

  /** Routes whose requests must be let in. */
  private record CountedRoutes(JavalinDefaultRoutingApi routes, Admission admission)
      implements JavalinDefaultRoutingApi {

    @Override
    public JavalinDefaultRoutingApi addEndpoint(io.javalin.router.Endpoint endpoint) {
      admission.paths.add(endpoint.path);
      Handler counted = admission.counted(endpoint.handler);
      return routes.addEndpoint(
          new io.javalin.router.Endpoint(endpoint.method, endpoint.path, counted));
    }

    @Override
    public <E extends Exception> JavalinDefaultRoutingApi exception(
        Class<E> type, ExceptionHandler<? super E> handler) {
      return routes.exception(type, handler);
    }

    @Override
    public JavalinDefaultRoutingApi error(int status, String contentType, Handler handler) {
      return routes.error(status, contentType, handler);
    }

    @Override
    public <E extends Exception> JavalinDefaultRoutingApi wsException(
        Class<E> type, WsExceptionHandler<? super E> handler) {
      return routes.wsException(type, handler);
    }

    @Override
    public JavalinDefaultRoutingApi addWsHandler(
        WsHandlerType type, String path, Consumer<WsConfig> config, RouteRole... roles) {
      return routes.addWsHandler(type, path, config, roles);
    }
  }
}

package dev.signet.authority.http;

import dev.signet.authority.http.proxy.ClientAddresses;
import dev.signet.authority.http.tls.TlsReloader;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.ConcurrencyUtil;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running HTTP server: connectors, limits, request log, graceful stop.
 *
 * <p>Each request runs on a virtual thread where the JDK has them (21 and later), else on one of a
 * pool that has more threads than {@link HttpLimits#concurrentRequests}. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final Logger REQUESTS = LoggerFactory.getLogger("requests");
  private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;
  private static final int LEAST_THREADS = 8;
  private static final String ADDRESS = "clientAddress";

  /**
   * For what no {@link Admission} counts: published documents, streams, health, the refusals
   * themselves, and some that the server takes for its own work.
   */
  private static final int THREADS_BESIDE = 64;

  private final Javalin javalin;
  private final TlsReloader tls;

  private WebServer(Javalin javalin, TlsReloader tls) {
    this.javalin = javalin;
    this.tls = tls;
  }

  /**
   * Starts to listen, and lets in as many requests as the threads allow; as {@link
   * #start(WebSettings, List, ErrorMapper, RequestListener, Admission)} otherwise.
   */
  public static WebServer start(
      WebSettings settings,
      List<Endpoint> endpoints,
      ErrorMapper errors,
      RequestListener listener) {
    return start(settings, endpoints, errors, listener, new Admission(Integer.MAX_VALUE));
  }

  /**
   * Starts to listen.
   *
   * @param settings where and how
   * @param endpoints what is served
   * @param errors how errors are answered
   * @param listener hears of each request
   * @param admission refuses what does not fit in any more, of the endpoints that it is before
   * @return the running server
   * @throws IllegalArgumentException if the address cannot be bound or the TLS files are bad
   */
  public static WebServer start(
      WebSettings settings,
      List<Endpoint> endpoints,
      ErrorMapper errors,
      RequestListener listener,
      Admission admission) {
    TlsReloader tls = new TlsReloader(settings.tls());
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings, tls, admission);
              config.requestLogger.http(
                  (ctx, milliseconds) -> {
                    logRequest(ctx, milliseconds);
                    tell(listener, ctx, milliseconds);
                  });
              RequestIds.mount(config.routes);
              endpoints.forEach(endpoint -> endpoint.mount(config.routes));
              errors.mount(config.routes);
            });
    try {
      return new WebServer(javalin.start(), tls);
    } catch (JavalinBindException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot listen on %1$s:%2$d: is it taken?"
                  + " Set %3$s.host and %3$s.port to a free address",
              settings.host(),
              settings.port(),
              settings.section()),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Reads the TLS files again if they changed; a bad pair is logged and the old one stays. */
  public void reloadTlsIfChanged() {
    tls.reloadIfChanged();
  }

  /** Stops to accept, waits for the requests in flight up to the stop time-out, and stops. */
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // By then it is stopped; what follows a stop must not be skipped for a request that hangs.
      LOG.warn("requests were cut off at the stop time-out: raise limits.stopTimeout", e);
    }
  }

  private static void configure(
      JavalinConfig config, WebSettings settings, TlsReloader tls, Admission admission) {
    HttpLimits limits = settings.limits();
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    // One address each: a slash more is another path.
    config.router.ignoreTrailingSlashes = false;
    config.http.maxRequestSize = limits.bodyBytes();
    // Published documents compress themselves. Javalin would do it anew for each who asks, under
    // the same strong ETag (RFC 9110 §8.8.3.3) and without Vary: a cache would give it to whom it
    // is not for.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    boolean virtual = Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS;
    config.concurrency.useVirtualThreads = virtual;
    config.jetty.threadPool =
        ConcurrencyUtil.jettyThreadPool(
            "signet-" + settings.section(),
            LEAST_THREADS,
            limits.concurrentRequests() + THREADS_BESIDE,
            virtual);
    ClientAddresses clients = settings.clients();
    config.contextResolver.ip = ctx -> address(clients, ctx);
    config.jetty.modifyHttpConfiguration(http -> limit(http, limits));
    config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(limits.stopTimeout().toMillis());
          server.addBean(new NetworkConnectionLimit(limits.connections(), server));
          server.setErrorHandler(new JsonErrorHandler());
          server.insertHandler(admission.door());
          server.insertHandler(new GracefulHandler());
          server.insertHandler(new HeadDeadline(limits.headWithin()));
        });
  }

  /** Asked for more than once in a request, and worked out once. */
  private static String address(ClientAddresses clients, Context ctx) {
    return Objects.requireNonNullElseGet(
        ctx.<String>attribute(ADDRESS),
        () -> {
          List<String> told =
              clients.field() == ClientAddresses.Field.NONE
                  ? List.of()
                  : Collections.list(ctx.req().getHeaders(clients.field().header()));
          String address = clients.of(ctx.req().getRemoteAddr(), told);
          ctx.attribute(ADDRESS, address);
          return address;
        });
  }

  private static void limit(HttpConfiguration http, HttpLimits limits) {
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    // Jetty remembers the header fields of a connection and finds them without regard to case: a
    // secret or a token in other letters would be taken for the one before it.
    http.setHeaderCacheCaseSensitive(true);
    // Host names in certificates are the proxy's and the client's business, not the connector's.
    http.addCustomizer(new SecureRequestCustomizer(false));
  }

  private static Connector connector(
      Server server, HttpConfiguration http, WebSettings settings, TlsReloader tls) {
    HttpConnectionFactory factory = new HttpConnectionFactory(http);
    ServerConnector connector =
        tls.factory()
            .map(ssl -> new ServerConnector(server, ssl, factory))
            .orElseGet(() -> new ServerConnector(server, factory));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().idleTimeout().toMillis());
    return connector;
  }

  /** One line per request: never the query or a header, where a secret may stand. */
  private static void logRequest(Context ctx, Float milliseconds) {
    REQUESTS.info(
        "{} {} {} {} ms id={} trace={} from={}",
        ctx.method(),
        printable(ctx.path()),
        ctx.statusCode(),
        String.format(Locale.ROOT, "%.1f", milliseconds),
        RequestIds.of(ctx),
        RequestIds.traceOf(ctx),
        ctx.ip());
  }

  private static void tell(RequestListener listener, Context ctx, float milliseconds) {
    io.javalin.router.@Nullable Endpoint served = ctx.endpoints().matchedHttpEndpoint();
    listener.answered(
        ctx.method().name(),
        served == null ? "" : served.path,
        ctx.statusCode(),
        Duration.ofNanos((long) (milliseconds * 1_000_000)));
  }

  private static String printable(String path) {
    String cut = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    return cut.replaceAll("[^\\x21-\\x7e…]", "?");
  }
}

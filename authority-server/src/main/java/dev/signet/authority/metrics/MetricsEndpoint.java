package dev.signet.authority.metrics;

import dev.signet.authority.http.Endpoint;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;

/** {@code GET /metrics}: the text format of Prometheus. */
public final class MetricsEndpoint implements Endpoint {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Metrics metrics;

  /** Makes the endpoint. */
  public MetricsEndpoint(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.get("/metrics", this::answer);
    routes.head("/metrics", this::answer);
  }

  private void answer(Context ctx) {
    ctx.header("Cache-Control", "no-store").contentType(TEXT).result(metrics.text());
  }
}

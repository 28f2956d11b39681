package dev.signet.authority.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/** A group of routes that belong to one job. */
public interface Endpoint {
  /** Adds the routes of this endpoint; called once, before the server starts. */
  void mount(JavalinDefaultRoutingApi routes);
}

package dev.signet.authority.http.content;

import dev.signet.authority.http.Endpoint;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.function.Supplier;

/** Serves one published document at one path. */
public final class DocumentEndpoint implements Endpoint {
  private final String path;
  private final Supplier<PublishedDocument> document;

  /**
   * Makes the endpoint.
   *
   * @param path where it is served
   * @param document gives the current document; called on each request, so it must be cheap
   */
  public DocumentEndpoint(String path, Supplier<PublishedDocument> document) {
    this.path = path;
    this.document = document;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    Handler answer = ctx -> document.get().answer(ctx);
    routes.get(path, answer);
    // RFC 9110 §9.3.2: HEAD has the header fields of GET.
    routes.head(path, answer);
  }
}

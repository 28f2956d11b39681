package dev.signet.authority.revocation;

import dev.signet.authority.enforcement.ValidatorReports;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.WholeNumber;
import dev.signet.authority.http.content.PublishedDocument;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;

/**
 * {@code GET /revocations}: the full list, or with {@code since} what changed.
 *
 * <p>A validator that has a name says by {@code since} what it enforces.
 */
public final class RevocationListEndpoint implements Endpoint {
  private static final String VALIDATOR = "Signet-Validator";

  private final String path;
  private final RevocationPublisher publisher;
  private final ValidatorReports reports;

  /** Makes the endpoint. */
  public RevocationListEndpoint(
      String path, RevocationPublisher publisher, ValidatorReports reports) {
    this.path = path;
    this.publisher = publisher;
    this.reports = reports;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    Handler answer = ctx -> document(ctx).answer(ctx);
    routes.get(path, answer);
    // RFC 9110 §9.3.2: HEAD has the header fields of GET.
    routes.head(path, answer);
  }

  private PublishedDocument document(Context ctx) {
    String text = ctx.queryParam("since");
    if (text == null) {
      return publisher.list();
    }
    long since = seq("since", text);
    String validator = ctx.header(VALIDATOR);
    if (validator != null) {
      reports.hear(validator, since);
    }
    return publisher.delta(since).orElseGet(publisher::list);
  }

  static long seq(String name, String text) {
    return WholeNumber.parse(text)
        .orElseThrow(() -> OAuthException.invalidRequest(name + " is not the seq of a list"));
  }
}

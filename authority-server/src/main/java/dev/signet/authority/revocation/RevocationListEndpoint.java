package dev.signet.authority.revocation;

import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.PublishedDocument;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/** {@code GET /revocations}: the full list, or with {@code since} what changed. */
public final class RevocationListEndpoint implements Endpoint {
  private static final int MOST_DIGITS = 18;

  private final String path;
  private final RevocationPublisher publisher;

  /** Makes the endpoint. */
  public RevocationListEndpoint(String path, RevocationPublisher publisher) {
    this.path = path;
    this.publisher = publisher;
  }

  @Override
  public void mount(RoutesConfig routes) {
    Handler answer = ctx -> document(ctx).answer(ctx);
    routes.get(path, answer);
    // RFC 9110 §9.3.2: HEAD has the header fields of GET.
    routes.head(path, answer);
  }

  private PublishedDocument document(Context ctx) {
    String since = ctx.queryParam("since");
    Optional<PublishedDocument> delta =
        since == null ? Optional.empty() : publisher.delta(seq("since", since));
    return delta.orElseGet(publisher::list);
  }

  static long seq(String name, String text) {
    if (text.length() > MOST_DIGITS || !text.matches("[0-9]+")) {
      throw OAuthException.invalidRequest(name + " is not the seq of a list");
    }
    return Long.parseLong(text);
  }
}

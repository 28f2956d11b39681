package dev.signet.authority.session;

import dev.signet.authority.audit.SessionEvent;
import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.Json;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.session.SessionRecord;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;

/** {@code /session}: POST signs a user in and sets a cookie, DELETE ends the session. */
public final class SessionEndpoint implements Endpoint {
  private final String path;
  private final HttpLimits limits;
  private final ConsumerAuthentication authentication;
  private final SessionRules rules;

  /**
   * Makes the endpoint.
   *
   * @param path where it is served
   * @param limits how much of a request is read
   * @param authentication who signs in, by name and password
   * @param rules what sessions are held to
   */
  public SessionEndpoint(
      String path, HttpLimits limits, ConsumerAuthentication authentication, SessionRules rules) {
    this.path = path;
    this.limits = limits;
    this.authentication = authentication;
    this.rules = rules;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.post(path, this::open);
    routes.delete(path, this::end);
  }

  private void open(Context ctx) {
    // 1 parse the form once
    RequestOrigin origin = RequestOrigin.of(ctx);
    FormParameters form = FormParameters.read(ctx, limits);
    // 2 from this site only: signing somebody in as another is an attack too
    rules.requireOwnSite(origin);
    Optional<String> before = SessionCookie.find(origin);
    // 3 authenticate the user
    AuthenticatedConsumer client = authentication.authenticate(origin, form);
    String user = client.consumer().name();
    if (client.consumer().kind() != ConsumerKind.USER) {
      rules.refused("application", origin);
      throw OAuthException.unauthorizedClient("A session is for a user");
    }
    // 4 end the session before; a value that somebody planted is of no use to them
    before.flatMap(this::find).ifPresent(old -> rules.end(old, "signed_in_again", origin));
    // 5 open a new one, with a new value
    String value = rules.sessions().open(user);
    // 6 audit
    rules.audit().record(new SessionEvent.Opened(user, origin.address(), origin.requestId()));
    // 7 answer
    ctx.header("Set-Cookie", SessionCookie.setting(value));
    SessionSettings settings = rules.sessions().settings();
    Json.answer(
        ctx,
        201,
        Json.object(
            "expires_in", settings.absolute().toSeconds(),
            "idle_timeout", settings.idle().toSeconds()));
  }

  private void end(Context ctx) {
    RequestOrigin origin = RequestOrigin.of(ctx);
    rules.requireOwnSite(origin);
    SessionCookie.find(origin)
        .flatMap(this::find)
        .ifPresent(session -> rules.end(session, "signed_out", origin));
    // Said to those without a session too: what the browser holds is of no use to it.
    Json.neverStored(ctx, 204).header("Set-Cookie", SessionCookie.removing());
  }

  private Optional<SessionRecord> find(String value) {
    return rules.sessions().find(value);
  }
}

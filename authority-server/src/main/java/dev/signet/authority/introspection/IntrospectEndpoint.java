package dev.signet.authority.introspection;

import dev.signet.authority.audit.AuditEvent.AuthenticationFailed;
import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.authn.AuthenticationFailure;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.Json;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.http.content.AcceptHeader;
import dev.signet.validator.Verdict;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Collections;
import java.util.Map;

/** {@code POST /introspect} (RFC 7662): a provider asks about a token that it was shown. */
public final class IntrospectEndpoint implements Endpoint {
  private static final String JSON = "application/json";

  private final String path;
  private final HttpLimits limits;
  private final ConsumerAuthentication authentication;
  private final TokenJudges judges;
  private final SignedIntrospection signed;
  private final AuditLog audit;

  /**
   * Makes the endpoint.
   *
   * @param path where it is served
   * @param limits how much of a request is read
   * @param authentication who asks
   * @param judges judge the tokens
   * @param signed makes signed answers
   * @param audit hears of those who may not ask
   */
  public IntrospectEndpoint(
      String path,
      HttpLimits limits,
      ConsumerAuthentication authentication,
      TokenJudges judges,
      SignedIntrospection signed,
      AuditLog audit) {
    this.path = path;
    this.limits = limits;
    this.authentication = authentication;
    this.judges = judges;
    this.signed = signed;
    this.audit = audit;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.post(path, this::handle);
  }

  private void handle(Context ctx) {
    // 1 parse the form once
    RequestOrigin origin = RequestOrigin.of(ctx);
    FormParameters form = FormParameters.read(ctx, limits);
    boolean asJwt = asksForJwt(ctx);
    // 2 authenticate the consumer
    Consumer provider = authenticate(origin, form, asJwt);
    // 3 it must be a provider
    requireProvider(provider, origin);
    // 4 judge the token, whatever the hint says (RFC 7662 §2.1)
    Map<String, Object> answer = introspect(form.get("token"), provider);
    // 5 answer
    if (asJwt) {
      Json.neverStored(ctx, 200)
          .contentType(SignedIntrospection.MEDIA_TYPE)
          .result(signed.sign(answer, provider.name()));
    } else {
      Json.answer(ctx, 200, answer);
    }
  }

  /** RFC 9701 §4. */
  private static boolean asksForJwt(Context ctx) {
    return new AcceptHeader(Collections.list(ctx.req().getHeaders("Accept")))
        .names(SignedIntrospection.MEDIA_TYPE, JSON);
  }

  private Consumer authenticate(RequestOrigin origin, FormParameters form, boolean asJwt) {
    try {
      return authentication.authenticate(origin, form).consumer();
    } catch (AuthenticationFailure e) {
      if (asJwt && e.withoutCredentials()) {
        // RFC 9701 §5: 400; wrong credentials stay at the 401 of RFC 6749 §5.2.
        throw new OAuthException(e.error(), e.description(), 400, Map.of());
      }
      throw e;
    }
  }

  private void requireProvider(Consumer consumer, RequestOrigin origin) {
    if (consumer.provides().isEmpty()) {
      audit.record(
          new AuthenticationFailed(
              consumer.name(), "no_provider", origin.address(), origin.requestId()));
      throw new OAuthException(
          "unauthorized_client",
          "This client is no provider: it was added without --provides",
          403,
          Map.of());
    }
  }

  private Map<String, Object> introspect(String token, Consumer provider) {
    Verdict verdict = judges.judge(token, provider.provides());
    if (verdict instanceof Verdict.Unavailable unavailable) {
      // Neither active nor inactive: a provider must not take an outage for a bad token.
      throw OAuthException.unavailable("The token cannot be judged now", unavailable.retryAfter());
    }
    return verdict instanceof Verdict.Accepted accepted
        ? Introspection.of(accepted.token(), provider.provides())
        : Introspection.INACTIVE;
  }
}

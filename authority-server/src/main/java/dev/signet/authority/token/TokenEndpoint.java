package dev.signet.authority.token;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.GrantEvent.Refused;
import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.binding.Binder;
import dev.signet.authority.binding.BindingRefusal;
import dev.signet.authority.binding.Offer;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.Json;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.storage.TokenRecord;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code POST /token} (RFC 6749 §3.2): one straight line from a form to a token. */
public final class TokenEndpoint implements Endpoint {
  private static final int HTTP_TOO_MANY_REQUESTS = 429;
  private static final int HTTP_SERVER_ERROR = 500;

  private final String path;
  private final HttpLimits limits;
  private final TokenPipeline pipeline;
  private final AuditLog audit;

  /**
   * Makes the endpoint.
   *
   * @param path where it is served
   * @param limits how much of a request is read
   * @param pipeline the parts that a request passes
   * @param audit what happened is written there
   */
  public TokenEndpoint(String path, HttpLimits limits, TokenPipeline pipeline, AuditLog audit) {
    this.path = path;
    this.limits = limits;
    this.pipeline = pipeline;
    this.audit = audit;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.post(path, this::handle);
  }

  private void handle(Context ctx) {
    long start = System.nanoTime();
    // 1 parse the form once
    RequestOrigin origin = RequestOrigin.of(ctx);
    FormParameters form = FormParameters.read(ctx, limits);
    Offer offer = pipeline.binder().read(origin);
    // 2 authenticate the consumer
    AuthenticatedConsumer client = pipeline.authentication().authenticate(origin, form);
    long authenticated = pipeline.observer().done(IssueStep.AUTHENTICATE, start);
    Grant grant = grant(form, client, origin);
    Map<String, String> quota;
    IssuedToken token;
    try {
      // 3 let the grant authorize
      Authorization authorization = grant.authorize(form, client);
      // 4 narrow audience, scope and lifetime to policy, charge, and bind to what the sender proves
      TokenAccess narrowed =
          pipeline.policy().narrow(AccessRequest.from(form), authorization.rights());
      List<String> audience = narrowed.audience();
      Binder.Pending binding = pipeline.binder().judge(offer, authorization.bound(audience));
      quota = pipeline.limiter().charge(authorization.parties(audience), origin.requestId());
      // What may be used once is used last: whoever is refused until here may send it again.
      TokenAccess access = narrowed.boundTo(binding.prove());
      authorization.redemption().redeem();
      pipeline.observer().done(IssueStep.AUTHORIZE, authenticated);
      // 5 issue: claims, sign, record
      token = pipeline.issuer().issue(authorization, access);
      grant.confirm(form, client);
    } catch (OAuthException e) {
      account(e, grant.type(), client, origin);
      throw e;
    }
    // 6 audit
    pipeline.observer().issued(client.method(), token.confirmation());
    audit.record(token.event(client.method(), origin.requestId()));
    // 7 answer
    pipeline.binder().nextNonce(offer).ifPresent(nonce -> ctx.header("DPoP-Nonce", nonce));
    quota.forEach(ctx::header);
    Json.answer(ctx, 200, body(token, grant));
  }

  private Grant grant(FormParameters form, AuthenticatedConsumer client, RequestOrigin origin) {
    String type = form.find("grant_type").orElse("");
    try {
      return pipeline.grants().get(form.get("grant_type"), client.consumer().rights());
    } catch (OAuthException e) {
      account(e, pipeline.grants().types().contains(type) ? type : "", client, origin);
      throw e;
    }
  }

  /** What the authority cannot do now is no refusal. */
  private void account(
      OAuthException e, String type, AuthenticatedConsumer client, RequestOrigin origin) {
    // Whoever limits or binds accounts for that.
    boolean accounted = e.status() == HTTP_TOO_MANY_REQUESTS || e instanceof BindingRefusal;
    if (e.status() < HTTP_SERVER_ERROR && !accounted) {
      String reason = e instanceof GrantRefusal refusal ? refusal.reason() : e.error();
      audit.record(new Refused(client.consumer().name(), type, reason, origin.requestId()));
    }
  }

  /** RFC 6749 §5.1; the scope is always said. */
  private static Map<String, Object> body(IssuedToken token, Grant grant) {
    TokenRecord record = token.record();
    Map<String, Object> body =
        Json.object(
            "access_token",
            token.jwt(),
            "token_type",
            token.confirmation().tokenType(),
            "expires_in",
            Duration.between(record.issuedAt(), record.expiresAt()).toSeconds());
    grant.issuedTokenType().ifPresent(type -> body.put("issued_token_type", type));
    if (!record.scopes().isEmpty()) {
      body.put("scope", String.join(" ", record.scopes()));
    }
    return body;
  }
}

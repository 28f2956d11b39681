package dev.signet.authority.revocation;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.TokenRecord;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /revoke} (RFC 7009): a consumer takes back a token that was issued to it.
 *
 * <p>A token is known by its {@code jti}, of which 128 bits are random: who names one has seen the
 * token, so its signature is not asked for.
 */
public final class RevokeEndpoint implements Endpoint {
  private final String path;
  private final HttpLimits limits;
  private final ConsumerAuthentication authentication;
  private final Revocations revocations;
  private final RevocationPublisher publisher;
  private final Consumer<RevokeOutcome> outcomes;

  /**
   * Makes the endpoint.
   *
   * @param path where it is served
   * @param limits how much of a request is read
   * @param authentication who asks
   * @param revocations does it
   * @param publisher lets validators know
   * @param outcomes hears how each request ended
   */
  public RevokeEndpoint(
      String path,
      HttpLimits limits,
      ConsumerAuthentication authentication,
      Revocations revocations,
      RevocationPublisher publisher,
      Consumer<RevokeOutcome> outcomes) {
    this.path = path;
    this.limits = limits;
    this.authentication = authentication;
    this.revocations = revocations;
    this.publisher = publisher;
    this.outcomes = outcomes;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.post(path, this::handle);
  }

  private void handle(Context ctx) {
    RevokeOutcome outcome = RevokeOutcome.FAILED;
    try {
      outcome = revoke(ctx);
    } catch (OAuthException e) {
      outcome = e.status() < 500 ? RevokeOutcome.REFUSED : RevokeOutcome.FAILED;
      throw e;
    } finally {
      outcomes.accept(outcome);
    }
  }

  private RevokeOutcome revoke(Context ctx) {
    // 1 parse the form once
    RequestOrigin origin = RequestOrigin.of(ctx);
    FormParameters form = FormParameters.read(ctx, limits);
    // 2 authenticate the consumer
    AuthenticatedConsumer client = authentication.authenticate(origin, form);
    // 3 find the token, whatever the hint says (RFC 7009 §2.1)
    Optional<TokenRecord> token =
        PresentedToken.jti(form.get("token")).flatMap(revocations::findLiving);
    // 4 it must have been issued to this consumer
    token.ifPresent(found -> requireOwn(found, client, origin));
    // 5 revoke it, durably, and publish that
    token.ifPresent(
        found -> revocations.revoke(found, new Cause(client.consumer().name(), "by its client")));
    publisher.refresh();
    // 6 answer: the same for a token that never was (RFC 7009 §2.2)
    ctx.status(200)
        .header("Cache-Control", "no-store")
        .header("Pragma", "no-cache")
        .header(
            "Revocation-Effective-Within",
            Long.toString(publisher.settings().effectiveWithin().toSeconds()));
    return token.isPresent() ? RevokeOutcome.REVOKED : RevokeOutcome.UNKNOWN;
  }

  private void requireOwn(TokenRecord token, AuthenticatedConsumer client, RequestOrigin origin) {
    if (!token.clientId().equals(client.consumer().name())) {
      revocations.refused(client.consumer().name(), "not_its_token", origin.requestId());
      throw OAuthException.unauthorizedClient("The token was not issued to this client");
    }
  }
}

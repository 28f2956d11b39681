package dev.signet.authority.authn;

import dev.signet.authority.audit.AuditEvent.AuthenticationFailed;
import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import java.util.List;

/**
 * Authenticates whoever sends a form, and accounts for each failure. Thread-safe.
 *
 * @param authenticators the ways of proving it
 * @param audit failures are written there
 */
public record ConsumerAuthentication(AuthenticatorChain authenticators, AuditLog audit) {
  private static final int HTTP_BAD_REQUEST = 400;

  /** The same with one way more; failures count together. */
  public ConsumerAuthentication alsoBy(ClientAuthenticator way) {
    return new ConsumerAuthentication(authenticators.alsoBy(way), audit);
  }

  /** The names of the ways, for the metadata. */
  public List<String> methods() {
    return authenticators.methods();
  }

  /**
   * Authenticates the sender of a request.
   *
   * @throws AuthenticationFailure if nobody is authenticated
   * @throws OAuthException {@code invalid_request} if credentials are malformed or sent twice; 429
   *     if too much has failed before
   */
  public AuthenticatedConsumer authenticate(RequestOrigin origin, FormParameters form) {
    try {
      return authenticators.authenticate(new AuthenticationRequest(origin, form));
    } catch (AuthenticationFailure e) {
      audit.record(
          new AuthenticationFailed(
              e.claimedName(), e.reason(), origin.address(), origin.requestId()));
      throw e;
    } catch (OAuthException e) {
      if (e.status() == HTTP_BAD_REQUEST) {
        String name = form.find("client_id").orElse("");
        audit.record(
            new AuthenticationFailed(
                name, "malformed_credentials", origin.address(), origin.requestId()));
      }
      throw e;
    }
  }
}

package dev.signet.authority.authn;

import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.http.OAuthException;
import java.time.Clock;
import java.util.List;

/**
 * Authenticates a request by the one way it uses; two ways at once are refused (RFC 6749 §2.3).
 *
 * <p>Thread-safe.
 */
public final class AuthenticatorChain {
  private final List<ClientAuthenticator> authenticators =
      List.of(new BasicAuthenticator(), new BodySecretAuthenticator());
  private final ConsumerDirectory directory;
  private final FailureThrottle throttle;
  private final Clock clock;
  private final String challenge;

  /**
   * Makes the chain.
   *
   * @param directory who the consumers are
   * @param throttle slows guessing down
   * @param clock the time of an authentication
   * @param realm the realm of the challenge: the issuer
   */
  public AuthenticatorChain(
      ConsumerDirectory directory, FailureThrottle throttle, Clock clock, String realm) {
    this.directory = directory;
    this.throttle = throttle;
    this.clock = clock;
    this.challenge = "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }

  /** The names of the ways, for the metadata. */
  public List<String> methods() {
    return authenticators.stream().map(ClientAuthenticator::method).toList();
  }

  /**
   * Authenticates the sender of a request.
   *
   * @throws AuthenticationFailure if nobody is authenticated
   * @throws OAuthException {@code invalid_request} if credentials are malformed or sent twice; 429
   *     if this sender has failed too often for this name
   */
  AuthenticatedConsumer authenticate(AuthenticationRequest request) {
    ClientAuthenticator authenticator = theOneAttempted(request);
    PresentedSecret presented = authenticator.read(request);
    throttle.requireNotExhausted(presented.name(), request.remoteAddress());
    return directory
        .authenticate(presented.name(), presented.secret())
        .map(who -> new AuthenticatedConsumer(who, authenticator.method(), clock.instant()))
        .orElseThrow(
            () -> {
              throttle.countFailure(presented.name(), request.remoteAddress());
              return failure(presented.name(), "wrong_credentials", "Name or secret is wrong");
            });
  }

  private ClientAuthenticator theOneAttempted(AuthenticationRequest request) {
    List<ClientAuthenticator> attempted =
        authenticators.stream().filter(a -> a.isAttempted(request)).toList();
    boolean assertion = request.form().find("client_assertion").isPresent();
    if (attempted.size() + (assertion ? 1 : 0) > 1) {
      throw OAuthException.invalidRequest("Authenticate in one way, not in two");
    }
    if (attempted.isEmpty()) {
      throw failure(
          request.form().find("client_id").orElse(""),
          assertion ? "method_not_offered" : AuthenticationFailure.NO_CREDENTIALS,
          "Authenticate with " + String.join(" or ", methods()));
    }
    return attempted.get(0);
  }

  private AuthenticationFailure failure(String name, String reason, String description) {
    return new AuthenticationFailure(name, reason, description, challenge);
  }
}

package dev.signet.authority.authn;

import dev.signet.authority.guessing.Attempt;
import dev.signet.authority.guessing.GuessingGuard;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import java.util.ArrayList;
import java.util.List;

/**
 * Authenticates a request by the one way it uses; two ways at once are refused (RFC 6749 §2.3).
 *
 * <p>Thread-safe.
 */
public final class AuthenticatorChain {
  private final List<ClientAuthenticator> authenticators;
  private final GuessingGuard guard;
  private final String realm;
  private final String challenge;

  /**
   * Makes the chain.
   *
   * @param authenticators the ways that are offered, each once
   * @param guard slows guessing down
   * @param realm the realm of the challenge: the issuer
   */
  public AuthenticatorChain(
      List<ClientAuthenticator> authenticators, GuessingGuard guard, String realm) {
    this.authenticators = List.copyOf(authenticators);
    this.guard = guard;
    this.realm = realm;
    this.challenge = "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }

  AuthenticatorChain alsoBy(ClientAuthenticator way) {
    List<ClientAuthenticator> more = new ArrayList<>(authenticators);
    more.add(way);
    return new AuthenticatorChain(more, guard, realm);
  }

  /** The names of the ways, for the metadata. */
  public List<String> methods() {
    return authenticators.stream().flatMap(each -> each.methods().stream()).toList();
  }

  /**
   * Authenticates the sender of a request.
   *
   * @throws AuthenticationFailure if nobody is authenticated
   * @throws OAuthException {@code invalid_request} if credentials are malformed or sent twice; 429
   *     if too much has failed before
   */
  AuthenticatedConsumer authenticate(AuthenticationRequest request) {
    ClientAuthenticator authenticator = theOneAttempted(request);
    Claim claim = authenticator.read(request);
    Attempt attempt = attempt(claim, request.origin());
    guard.admit(attempt);
    Proof proof = claim.prove();
    if (proof instanceof Proof.Given given) {
      guard.succeeded(attempt);
      String method = given.way() == null ? authenticator.method() : given.way();
      return new AuthenticatedConsumer(given.consumer(), method, given.at());
    }
    guard.failed(attempt);
    throw failure(claim.name(), ((Proof.Failed) proof).reason(), "Name or credential is wrong");
  }

  private static Attempt attempt(Claim claim, RequestOrigin origin) {
    return new Attempt(claim.name(), origin.address(), claim.isGuessable(), origin.requestId());
  }

  private ClientAuthenticator theOneAttempted(AuthenticationRequest request) {
    List<ClientAuthenticator> attempted =
        authenticators.stream().filter(a -> a.isAttempted(request)).toList();
    if (attempted.size() > 1) {
      throw OAuthException.invalidRequest("Authenticate in one way, not in two");
    }
    if (attempted.isEmpty()) {
      throw failure(
          request.form().find("client_id").orElse(""),
          AuthenticationFailure.NO_CREDENTIALS,
          "Authenticate with " + String.join(" or ", methods()));
    }
    return attempted.get(0);
  }

  private AuthenticationFailure failure(String name, String reason, String description) {
    return new AuthenticationFailure(name, reason, description, challenge);
  }
}

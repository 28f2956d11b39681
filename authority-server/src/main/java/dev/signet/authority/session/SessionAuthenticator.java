package dev.signet.authority.session;

import dev.signet.authority.authn.AuthenticationRequest;
import dev.signet.authority.authn.Claim;
import dev.signet.authority.authn.ClientAuthenticator;
import dev.signet.authority.authn.Proof;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.session.SessionRecord;
import java.util.Optional;

/**
 * The cookie of a session, for its user. The proof is as old as the sign-in.
 *
 * @param rules what its use is held to
 * @param directory tells whether the user still is one
 */
public record SessionAuthenticator(SessionRules rules, ConsumerDirectory directory)
    implements ClientAuthenticator {

  @Override
  public String method() {
    return "session_cookie";
  }

  @Override
  public boolean isAttempted(AuthenticationRequest request) {
    return SessionCookie.isIn(request.origin());
  }

  /**
   * Finds the session.
   *
   * @throws OAuthException 403 from another site; 401 if the session has ended; {@code
   *     invalid_request} for two cookies, or a {@code client_id} that is not the user's
   */
  @Override
  public Claim read(AuthenticationRequest request) {
    RequestOrigin origin = request.origin();
    rules.requireOwnSite(origin);
    SessionRecord session =
        SessionCookie.find(origin)
            .flatMap(rules.sessions()::find)
            .orElseThrow(() -> rules.noSession("ended", origin));
    if (request.form().find("client_id").filter(id -> !id.equals(session.user())).isPresent()) {
      throw OAuthException.invalidRequest("client_id differs from the session's user");
    }
    return new OfSession(this, session, origin);
  }

  private Proof prove(SessionRecord session, RequestOrigin origin) {
    Optional<Consumer> user =
        directory.find(session.user()).filter(who -> who.kind() == ConsumerKind.USER);
    if (user.isEmpty()) {
      rules.end(session, "user_gone", origin);
      throw rules.noSession("user_gone", origin);
    }
    rules.sessions().see(session);
    return Proof.of(user, session.signedInAt());
  }

  /** That a session's user sends a request. */
  private record OfSession(
      SessionAuthenticator authenticator, SessionRecord session, RequestOrigin origin)
      implements Claim {
    @Override
    public String name() {
      return session.user();
    }

    @Override
    public Proof prove() {
      return authenticator.prove(session, origin);
    }
  }
}

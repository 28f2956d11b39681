package dev.signet.authority.session;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.SessionEvent;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.storage.session.SessionRecord;
import java.util.Map;

/**
 * What every use of a session is held to, and how it is accounted for. Thread-safe.
 *
 * @param sessions where they are
 * @param issuer whose pages may use them
 * @param audit what happens to them is written there
 */
public record SessionRules(Sessions sessions, String issuer, AuditLog audit) {

  /**
   * Refuses a request of another site.
   *
   * @throws OAuthException {@code access_denied}, 403
   */
  void requireOwnSite(RequestOrigin origin) {
    if (!OwnSite.of(issuer).has(origin)) {
      refused("cross_site", origin);
      throw OwnSite.refusal();
    }
  }

  /**
   * A cookie that opens nothing (401), without a challenge that has browsers ask for a password.
   */
  OAuthException noSession(String reason, RequestOrigin origin) {
    refused(reason, origin);
    return new OAuthException(
        "invalid_client",
        "The session has ended: sign in again",
        401,
        Map.of("WWW-Authenticate", "Cookie realm=\"" + issuer + "\""));
  }

  void refused(String reason, RequestOrigin origin) {
    audit.record(new SessionEvent.Refused(reason, origin.address(), origin.requestId()));
  }

  void end(SessionRecord session, String reason, RequestOrigin origin) {
    sessions.end(session);
    audit.record(new SessionEvent.Ended(session.user(), reason, origin.requestId()));
  }
}

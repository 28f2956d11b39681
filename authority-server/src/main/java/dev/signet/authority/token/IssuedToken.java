package dev.signet.authority.token;

import dev.signet.authority.audit.AuditEvent.TokenIssued;
import dev.signet.authority.binding.Confirmation;
import dev.signet.authority.storage.TokenRecord;
import java.util.List;

/**
 * A signed token and what was recorded of it.
 *
 * @param jwt the token itself; a secret
 * @param record what the repository keeps
 * @param actors who acts for its holder, the latest first
 * @param confirmation what it is bound to
 */
public record IssuedToken(
    String jwt, TokenRecord record, List<String> actors, Confirmation confirmation) {
  /** Copies the list. */
  public IssuedToken {
    actors = List.copyOf(actors);
  }

  /** What the audit log says of it, and of how its client was authenticated. */
  public TokenIssued event(String method, String requestId) {
    return new TokenIssued(
        record.jti(),
        record.subject(),
        record.clientId(),
        record.audience(),
        record.scopes(),
        record.keyId(),
        record.expiresAt(),
        record.ancestors(),
        actors,
        confirmation.members().keySet(),
        method,
        requestId);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "IssuedToken[" + record.jti() + "]";
  }
}

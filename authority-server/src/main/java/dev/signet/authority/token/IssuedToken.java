package dev.signet.authority.token;

import dev.signet.authority.audit.AuditEvent.TokenIssued;
import dev.signet.authority.storage.TokenRecord;

/**
 * A signed token and what was recorded of it.
 *
 * @param jwt the token itself; a secret
 * @param record what the repository keeps
 */
public record IssuedToken(String jwt, TokenRecord record) {
  /** What the audit log says of it. */
  public TokenIssued event(String requestId) {
    return new TokenIssued(
        record.jti(),
        record.subject(),
        record.clientId(),
        record.audience(),
        record.scopes(),
        record.keyId(),
        record.expiresAt(),
        requestId);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "IssuedToken[" + record.jti() + "]";
  }
}

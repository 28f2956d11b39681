package dev.signet.authority.revocation;

/** How a request to {@code /revoke} ended. */
public enum RevokeOutcome {
  /** A token is revoked now, or was already. */
  REVOKED,
  /** There was no such living token: it is good for nothing anyway. */
  UNKNOWN,
  /** The request was at fault: not authenticated, malformed, or for the token of another. */
  REFUSED,
  /** The authority was at fault. */
  FAILED
}

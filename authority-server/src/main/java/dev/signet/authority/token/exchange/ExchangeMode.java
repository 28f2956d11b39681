package dev.signet.authority.token.exchange;

/** How the new token speaks of who uses it (RFC 8693 §1.1). */
public enum ExchangeMode {
  /** The token names who acts for its holder. */
  DELEGATION,
  /** Whoever has the token passes for its holder. */
  IMPERSONATION
}

package dev.signet.authority.token;

import dev.signet.authority.storage.TokenRecord;

/**
 * A signed token and what was recorded of it.
 *
 * @param jwt the token itself; a secret
 * @param record what the repository keeps
 */
public record IssuedToken(String jwt, TokenRecord record) {
  /** Leaves the token out. */
  @Override
  public String toString() {
    return "IssuedToken[" + record.jti() + "]";
  }
}

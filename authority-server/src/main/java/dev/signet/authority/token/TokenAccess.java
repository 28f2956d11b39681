package dev.signet.authority.token;

import dev.signet.authority.binding.Confirmation;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a token will be good for, after policy.
 *
 * @param audience the providers it is for; at least one
 * @param scopes what it allows there; may be empty
 * @param lifetime how long
 * @param confirmation what it is bound to
 */
public record TokenAccess(
    List<String> audience, Set<String> scopes, Duration lifetime, Confirmation confirmation) {
  /** Of a token that is bound to nothing. */
  public TokenAccess(List<String> audience, Set<String> scopes, Duration lifetime) {
    this(audience, scopes, lifetime, Confirmation.none());
  }

  /** The same access, for those who prove to have what the token is bound to. */
  TokenAccess boundTo(Confirmation key) {
    return new TokenAccess(audience, scopes, lifetime, key);
  }
}

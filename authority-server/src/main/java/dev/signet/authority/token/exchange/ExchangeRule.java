package dev.signet.authority.token.exchange;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.TokenRights;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one client may exchange tokens for. Immutable.
 *
 * @param client who
 * @param mode how
 * @param audiences for whom the new token may be: at least one, the first is the default
 * @param scopes what it may allow at most; may be empty
 * @param rebind whether a token that is bound to another's key or certificate may be exchanged for
 *     one that is bound to the client's own
 */
public record ExchangeRule(
    String client, ExchangeMode mode, List<String> audiences, List<String> scopes, boolean rebind) {
  /**
   * Copies the parts.
   *
   * @throws IllegalArgumentException if there is no client or no audience
   */
  public ExchangeRule {
    requireNonNull(mode, "mode");
    audiences = List.copyOf(audiences);
    scopes = List.copyOf(scopes);
    if (client.isEmpty() || audiences.isEmpty()) {
      throw new IllegalArgumentException("a rule has a client and at least one audience");
    }
  }

  /** A rule by which bound tokens stay bound as they are; the same errors. */
  public ExchangeRule(
      String client, ExchangeMode mode, List<String> audiences, List<String> scopes) {
    this(client, mode, audiences, scopes, false);
  }

  /**
   * What the new token may be good for: no more than this rule, the rights of the client, and the
   * scope of the subject token allow, each by itself.
   *
   * @throws OAuthException {@code invalid_target} if no audience is left
   */
  TokenRights narrow(TokenRights rights, Collection<String> subjectScopes) {
    List<String> left = audiences.stream().filter(rights.audiences()::contains).toList();
    if (left.isEmpty()) {
      throw OAuthException.invalidTarget("This client may not exchange for any audience");
    }
    Set<String> scope = new LinkedHashSet<>(rights.scopes());
    scope.retainAll(scopes);
    scope.retainAll(subjectScopes);
    return new TokenRights(left, scope, rights.lifetime(), rights.grantTypes(), rights.bound());
  }
}

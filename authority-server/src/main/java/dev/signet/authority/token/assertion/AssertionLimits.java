package dev.signet.authority.token.assertion;

import dev.signet.authority.storage.TokenRights;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the assertions of an issuer are good for at most. Immutable.
 *
 * @param clients who may present them
 * @param audiences for whom tokens may be, also within the client's rights
 * @param scopes what tokens may allow, also within the client's rights
 * @param lifetime how long tokens may live, also within the client's rights. It is counted from
 *     their issue: an assertion says who somebody is, and may be as short-lived as its way is long
 */
public record AssertionLimits(
    Set<String> clients, Set<String> audiences, Set<String> scopes, Duration lifetime) {
  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if nobody may present them, they are for nobody, or tokens
   *     would live less than a second
   */
  public AssertionLimits {
    clients = Set.copyOf(clients);
    audiences = Set.copyOf(audiences);
    scopes = Set.copyOf(scopes);
    if (clients.isEmpty() || audiences.isEmpty() || lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("name clients and audiences, and a lifetime of PT1S");
    }
  }

  /** What is left of the rights of a client; never more than it has, and perhaps nothing. */
  TokenRights narrow(TokenRights rights) {
    List<String> left = rights.audiences().stream().filter(audiences::contains).toList();
    if (left.isEmpty()) {
      return TokenRights.none();
    }
    Set<String> allowed = new LinkedHashSet<>(rights.scopes());
    allowed.retainAll(scopes);
    Duration longest =
        rights.lifetime().filter(own -> own.compareTo(lifetime) < 0).orElse(lifetime);
    return new TokenRights(
        left,
        allowed,
        Optional.of(Duration.ofSeconds(longest.toSeconds())),
        rights.grantTypes(),
        rights.bound());
  }
}

package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a consumer may ask for.
 *
 * <p>Immutable. Lists and sets are copied and keep their order.
 *
 * @param audiences the providers it may name; the first is its default, at least one
 * @param scopes the scope-tokens it may ask for; may be empty
 * @param lifetime how long its tokens may live at most, in whole seconds and at least one; empty
 *     when only the authority's own limit holds
 */
public record TokenRights(List<String> audiences, Set<String> scopes, Optional<Duration> lifetime) {

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException when a part breaks its rule; the message names the part
   */
  public TokenRights {
    audiences = Rules.words(audiences, "audiences");
    scopes = Rules.scopes(scopes);
    requireNonNull(lifetime, "lifetime");
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException("audiences must name at least one provider");
    }
    if (lifetime.filter(TokenRights::isNotWholeSeconds).isPresent()) {
      throw new IllegalArgumentException("lifetime must be whole seconds, at least one");
    }
  }

  private static boolean isNotWholeSeconds(Duration lifetime) {
    return lifetime.getNano() != 0 || lifetime.getSeconds() < 1;
  }
}

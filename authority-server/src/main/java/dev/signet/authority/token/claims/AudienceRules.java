package dev.signet.authority.token.claims;

import dev.signet.authority.http.OAuthException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the configuration says of audiences. Immutable.
 *
 * @param claims which details of a holder each gets
 * @param byResource the audiences that a resource (RFC 8707) stands for, by its URI
 * @param mayAct for audiences whose tokens name one, the client that may act for their holders
 */
public record AudienceRules(
    ClaimMapping claims, Map<String, String> byResource, Map<String, String> mayAct) {
  /** Copies the maps. */
  public AudienceRules {
    byResource = Map.copyOf(byResource);
    mayAct = Map.copyOf(mayAct);
  }

  /** Nothing is said of any audience. */
  public static AudienceRules none() {
    return new AudienceRules(new ClaimMapping(Map.of()), Map.of(), Map.of());
  }

  /** The audience that a resource stands for: itself, unless another is configured. */
  public String audienceOf(String resource) {
    return byResource.getOrDefault(resource, resource);
  }

  /**
   * The client that a token for these audiences names in {@code may_act} (RFC 8693 §4.4); empty if
   * it names none.
   *
   * @throws OAuthException {@code invalid_target} if two of them name different ones
   */
  public Optional<String> mayActFor(Collection<String> audience) {
    List<String> named =
        audience.stream().map(mayAct::get).filter(Objects::nonNull).distinct().toList();
    if (named.size() > 1) {
      throw OAuthException.invalidTarget(
          "These audiences let different clients act: ask for one at a time");
    }
    return named.stream().findFirst();
  }
}

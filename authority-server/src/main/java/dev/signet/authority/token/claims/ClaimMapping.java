package dev.signet.authority.token.claims;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which details of a holder a provider gets: those that are named for its audience, all if nothing
 * is said of it. A token for several audiences has what each of them may get. Immutable.
 *
 * @param byAudience the names of the claims, for audiences of which something is said
 */
public record ClaimMapping(Map<String, Set<String>> byAudience) {
  /** Copies the names. */
  public ClaimMapping {
    Map<String, Set<String>> copy = new HashMap<>();
    byAudience.forEach((audience, claims) -> copy.put(audience, Set.copyOf(claims)));
    byAudience = Map.copyOf(copy);
  }

  /** The details that a token for these audiences has, in their order. */
  public Map<String, Object> given(Map<String, Object> details, Collection<String> audience) {
    Map<String, Object> given = new LinkedHashMap<>(details);
    audience.forEach(
        name -> given.keySet().retainAll(byAudience.getOrDefault(name, details.keySet())));
    return Collections.unmodifiableMap(given);
  }
}

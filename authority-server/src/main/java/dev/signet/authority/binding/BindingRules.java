package dev.signet.authority.binding;

import dev.signet.authority.storage.TokenRights.Bound;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What tokens for an audience must be bound to, whoever asks for them. Immutable.
 *
 * @param byAudience for audiences of which something is said
 */
public record BindingRules(Map<String, Bound> byAudience) {
  /** Copies the map. */
  public BindingRules {
    byAudience = Map.copyOf(byAudience);
  }

  /**
   * All that a token must be bound to: what its client and each of its audiences ask for; empty for
   * nothing.
   */
  public Set<Bound> of(Bound client, List<String> audience) {
    Set<Bound> all = EnumSet.of(client);
    audience.forEach(name -> all.add(byAudience.getOrDefault(name, Bound.NONE)));
    all.remove(Bound.NONE);
    return all;
  }
}

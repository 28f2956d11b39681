package dev.signet.validator.revocation;

import dev.signet.validator.sync.RejectedUpdateException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of a list, by what they select: of those that select the same the latest time decides,
 * so that a check looks up one entry for each kind of rule that there is, however many there are.
 * Immutable and thread-safe.
 */
final class RevocationRules {
  private final SortedMap<Long, RevocationRule> byId;
  private final Map<Selection, Instant> cutoffs = new HashMap<>();
  private final int[] shapes;
  private final int kinds;

  /** Takes rules that have distinct ids. */
  RevocationRules(Collection<RevocationRule> rules) {
    byId = new TreeMap<>();
    for (RevocationRule rule : rules) {
      byId.put(rule.id(), rule);
      cutoffs.merge(rule.selection(), rule.issuedBefore(), RevocationRules::later);
    }
    shapes = cutoffs.keySet().stream().mapToInt(Selection::kinds).distinct().toArray();
    int all = 0;
    for (int shape : shapes) {
      all |= shape;
    }
    kinds = all;
  }

  int size() {
    return byId.size();
  }

  /** Whether a rule concerns the token; its claims are hashed only if a rule asks for them. */
  boolean concern(Revocable token, byte[] salt) {
    if (shapes.length == 0) {
      return false;
    }
    List<Selection> selections = token.selections(salt, kinds);
    for (int shape : shapes) {
      for (Selection selection : selections) {
        Instant cutoff = cutoffs.get(selection.only(shape));
        if (cutoff != null && token.issuedAt().isBefore(cutoff)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * These rules with others and without those of some ids.
   *
   * @throws RejectedUpdateException if one to add is there, or one to remove is not
   */
  RevocationRules with(List<RevocationRule> added, Set<Long> removed)
      throws RejectedUpdateException {
    if (added.isEmpty() && removed.isEmpty()) {
      return this;
    }
    Map<Long, RevocationRule> rules = new HashMap<>(byId);
    if (!rules.keySet().containsAll(removed)) {
      throw new RejectedUpdateException("removes a rule that is not there");
    }
    for (RevocationRule rule : added) {
      if (rules.put(rule.id(), rule) != null) {
        throw new RejectedUpdateException("adds a rule that is there");
      }
    }
    rules.keySet().removeAll(removed);
    return new RevocationRules(rules.values());
  }

  boolean sameAs(RevocationRules other) {
    return byId.equals(other.byId);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

package dev.signet.validator.keys;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of one authority at one moment, by {@code kid}; immutable and thread-safe. */
public final class VerifyingKeys {
  private final Map<String, VerifyingKey> byId;
  private final int skipped;

  /**
   * Makes a set.
   *
   * @param skipped how many keys of the same source were not good enough
   * @throws BadKeySetException if there is no key, or two share a {@code kid}
   */
  VerifyingKeys(Collection<VerifyingKey> keys, int skipped) throws BadKeySetException {
    Map<String, VerifyingKey> distinct = new LinkedHashMap<>();
    for (VerifyingKey key : keys) {
      if (distinct.put(key.id(), key) != null) {
        throw new BadKeySetException("two keys share a kid");
      }
    }
    if (distinct.isEmpty()) {
      throw new BadKeySetException("no usable key, " + skipped + " skipped");
    }
    this.byId = Map.copyOf(distinct);
    this.skipped = skipped;
  }

  /** The key of this {@code kid}. */
  public Optional<VerifyingKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The key of this algorithm; empty if there is none, or more than one. */
  public Optional<VerifyingKey> findOnly(String algorithm) {
    List<VerifyingKey> fitting =
        byId.values().stream().filter(key -> key.algorithm().equals(algorithm)).toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  /** Whether this very key, by name, algorithm and material, is in the set. */
  public boolean holds(VerifyingKey key) {
    return key.equals(byId.get(key.id()));
  }

  /** How many keys there are, at least one. */
  public int size() {
    return byId.size();
  }

  /** How many keys of the same source were weak, broken or of an algorithm not allowed. */
  public int skipped() {
    return skipped;
  }
}

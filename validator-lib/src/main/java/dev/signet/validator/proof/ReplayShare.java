package dev.signet.validator.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One share of the window, by the second at which its proofs were made. Thread-safe, by a lock. */
final class ReplayShare {
  private final int capacity;
  private final Set<ProofHash> known = new HashSet<>();
  private final TreeMap<Long, List<ProofHash>> seconds = new TreeMap<>();

  /** Of earlier seconds nothing is known; it only grows, whatever the clock does. */
  private long knownFrom = Long.MIN_VALUE;

  private long narrowed;

  ReplayShare(int capacity) {
    this.capacity = capacity;
  }

  /** What is known of a proof. */
  enum Outcome {
    /** It was not seen, and is from now on. */
    NEW,
    /** It was seen. */
    SEEN,
    /** It may have been seen: its second was forgotten, or there is no room to remember it. */
    UNKNOWN
  }

  /** Remembers a proof of a second, and forgets those before the oldest second. */
  synchronized Outcome add(ProofHash proof, long second, long oldest) {
    while (!seconds.isEmpty() && seconds.firstKey() < oldest) {
      forgetFirst();
    }
    if (known.contains(proof)) {
      return Outcome.SEEN;
    }
    if (second < knownFrom || (known.size() >= capacity && !narrowTo(second))) {
      return Outcome.UNKNOWN;
    }
    seconds.computeIfAbsent(second, s -> new ArrayList<>()).add(proof);
    known.add(proof);
    return Outcome.NEW;
  }

  synchronized int size() {
    return known.size();
  }

  synchronized long narrowed() {
    return narrowed;
  }

  /** Makes room; not at the cost of this second or a later one, as then this would be refused. */
  private boolean narrowTo(long second) {
    narrowed++;
    boolean older = seconds.firstKey() < second;
    if (older) {
      forgetFirst();
    }
    return older;
  }

  private void forgetFirst() {
    Map.Entry<Long, List<ProofHash>> first = seconds.pollFirstEntry();
    first.getValue().forEach(known::remove);
    knownFrom = first.getKey() + 1;
  }
}

package dev.signet.authority.guessing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is still to be taken down, each once, in no order. It holds 10 000; what comes beyond those
 * stays where it is and is not taken down. Thread-safe.
 */
final class Unwritten<T> {
  private static final int MOST = 10_000;

  private final Set<T> waiting = ConcurrentHashMap.newKeySet();

  void add(T each) {
    if (waiting.size() < MOST) {
      waiting.add(each);
    }
  }

  /** Takes some out, at most so many. */
  List<T> take(int most) {
    List<T> taken = waiting.stream().limit(most).toList();
    taken.forEach(waiting::remove);
    return taken;
  }

  /** Puts back what could not be taken down. */
  void putBack(Collection<T> taken) {
    taken.forEach(this::add);
  }
}

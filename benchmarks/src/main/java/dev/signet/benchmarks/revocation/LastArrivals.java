package dev.signet.benchmarks.revocation;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** When each change had come on the last of some streams. Thread-safe. */
final class LastArrivals {
  private final int streams;
  private final Map<Long, Integer> reached = new HashMap<>();
  private final Map<Long, Long> complete = new HashMap<>();

  /**
   * Awaits changes.
   *
   * @param streams how many each must reach
   */
  LastArrivals(int streams) {
    this.streams = streams;
  }

  /** One stream went from a state to another, and with it through all changes between. */
  synchronized void moved(long from, long to, long atNanos) {
    for (long change = from + 1; change <= to; change++) {
      if (reached.merge(change, 1, Integer::sum) == streams) {
        complete.put(change, atNanos);
      }
    }
  }

  /** When the last stream had a change; empty if one has it not. */
  synchronized OptionalLong last(long change) {
    Long at = complete.get(change);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }
}

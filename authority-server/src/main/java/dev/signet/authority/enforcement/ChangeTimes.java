package dev.signet.authority.enforcement;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * When the latest changes of the revocations were committed; of older ones nothing. Thread-safe.
 */
public final class ChangeTimes {
  private static final int MOST = 1_000;

  private final ConcurrentNavigableMap<Long, Instant> times = new ConcurrentSkipListMap<>();

  /**
   * Takes down a change.
   *
   * @param change its number, or the last of several
   * @param committedAt when that was, at the earliest
   */
  public void add(long change, Instant committedAt) {
    times.put(change, committedAt);
    while (times.size() > MOST) {
      times.pollFirstEntry();
    }
  }

  /** Of the changes after one and up to another, those that are known; in their order. */
  List<Instant> between(long after, long until) {
    return after < until
        ? List.copyOf(times.subMap(after, false, until, true).values())
        : List.of();
  }
}

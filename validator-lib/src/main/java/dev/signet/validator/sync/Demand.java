package dev.signet.validator.sync;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Limits what requests may ask of a source: one fetch per window, few waiters, and no second search
 * for a name that was missed. The timer does not pass through here, so strangers cannot spend its
 * budget. Thread-safe.
 */
final class Demand {
  private static final int MAX_WAITERS = 16;

  /** More than of those who miss something: these come with something good. */
  private static final int MAX_ASKERS = 256;

  private static final int MAX_MISSES = 1_000;

  private final SyncTimer timer;
  private final AtomicLong nextAllowedNanos;
  private final Semaphore waiters = new Semaphore(MAX_WAITERS);
  private final Semaphore askers = new Semaphore(MAX_ASKERS);
  private volatile long heldOffUntilNanos;
  private final LongAdder suppressed = new LongAdder();

  /** When each name was missed, the longest ago first. */
  private final Map<String, Long> misses = new LinkedHashMap<>();

  Demand(SyncTimer timer) {
    this.timer = timer;
    this.nextAllowedNanos = new AtomicLong(timer.nanoTime());
    this.heldOffUntilNanos = timer.nanoTime();
  }

  /**
   * Whether this request may start a fetch; the window begins with the start, not with success, so
   * an outage does not turn into a storm.
   */
  boolean mayFetch() {
    long now = timer.nanoTime();
    long allowed = nextAllowedNanos.get();
    boolean may =
        now - allowed >= 0
            && nextAllowedNanos.compareAndSet(allowed, now + SyncPolicy.DEMAND_WINDOW.toNanos());
    if (!may) {
      suppressed.increment();
    }
    return may;
  }

  /** Opens no earlier than after this time: the source said that it is busy. */
  void holdOff(Duration time) {
    long until = timer.nanoTime() + time.toNanos();
    heldOffUntilNanos = until;
    nextAllowedNanos.accumulateAndGet(until, (a, b) -> a - b >= 0 ? a : b);
  }

  /** Whether the source said that it is busy, and that time is not over. */
  boolean isHeldOff() {
    return heldOffUntilNanos - timer.nanoTime() > 0;
  }

  boolean wasMissed(String name) {
    Long missedAt;
    synchronized (misses) {
      missedAt = misses.get(name);
    }
    boolean missed =
        missedAt != null && timer.nanoTime() - missedAt < SyncPolicy.MISS_MEMORY.toNanos();
    if (missed) {
      suppressed.increment();
    }
    return missed;
  }

  /** Fetches that requests asked for and did not get. */
  long suppressed() {
    return suppressed.sum();
  }

  void missed(String name) {
    synchronized (misses) {
      misses.remove(name);
      misses.put(name, timer.nanoTime());
      if (misses.size() > MAX_MISSES) {
        misses.remove(misses.keySet().iterator().next());
      }
    }
  }

  /** Asks unless too many do already: then the answer is no. */
  boolean ask(BooleanSupplier question) {
    if (!askers.tryAcquire()) {
      suppressed.increment();
      return false;
    }
    try {
      return question.getAsBoolean();
    } finally {
      askers.release();
    }
  }

  /** Runs the wait unless too many wait already: strangers must not hold a server's threads. */
  void wait(Runnable wait) {
    if (waiters.tryAcquire()) {
      try {
        wait.run();
      } finally {
        waiters.release();
      }
    }
  }
}

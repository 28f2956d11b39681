package dev.signet.authority.faults;

/** Since when something can be reached, by {@link System#nanoTime}. Thread-safe. */
final class Reach {
  private static final long DOWN = Long.MAX_VALUE;

  private volatile long since = System.nanoTime();

  /** It cannot be reached from now on. */
  void lost() {
    since = DOWN;
  }

  /** It can be reached from now on. */
  void back() {
    since = System.nanoTime();
  }

  boolean isLost() {
    return since == DOWN;
  }

  /** Since when; the far future if it cannot be. */
  long since() {
    return since;
  }
}

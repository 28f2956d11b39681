package dev.signet.quota.count;

import java.time.Duration;
import java.util.Optional;

/**
 * The window that runs for a key; immutable. Times are nanoseconds since the epoch.
 *
 * <p>A window begins with the first call and is followed by the next without a gap; each begins
 * with the whole limit.
 *
 * @param limit calls in it
 * @param length how long it is
 * @param start when it began
 * @param used how many calls are used; more than the limit, if that shrank
 * @param longer what is used of a longer window that a shorter one took the place of
 */
record CountedWindow(long limit, long length, long start, long used, Optional<Longer> longer) {
  /**
   * A window that was left for a shorter one and is not over yet. If it was forgotten, a short
   * window in between would hand back what was used of a long one.
   */
  record Longer(long end, long used) {
    private Longer or(Longer other) {
      return new Longer(Math.max(end, other.end), Math.max(used, other.used));
    }
  }

  /** The first window of a key. */
  static CountedWindow first(Ration ration, long now) {
    return new CountedWindow(ration.limit(), ration.window().toNanos(), now, 0, Optional.empty());
  }

  /** Calls left. */
  long left() {
    return limit - used;
  }

  /** When the next begins. */
  long end() {
    return start + length;
  }

  /**
   * The window that runs now: this one, or when it is over a later one, whole.
   *
   * <p>One that begins later than now was begun before the clock was set back: it begins now
   * instead, with what is used of it used. Nothing is handed back, and nobody waits for the old
   * time to come again.
   *
   * @param tolerance how far ahead of now it may begin before the clock counts as set back
   */
  CountedWindow at(long now, long tolerance) {
    if (start - now > tolerance) {
      long back = start - now;
      return new CountedWindow(
          limit, length, now, used, longer.map(left -> new Longer(left.end() - back, left.used())));
    }
    return at(now);
  }

  private CountedWindow at(long now) {
    boolean over = now >= end();
    return new CountedWindow(
        limit,
        length,
        over ? now - (now - start) % length : start,
        over ? 0 : used,
        longer.filter(left -> left.end() > now));
  }

  /**
   * This window by another ration: what is used stays used. By a longer one, so does what was used
   * of the longer window that ran before.
   */
  CountedWindow by(Ration ration, long now) {
    long newLength = ration.window().toNanos();
    if (newLength > length && longer.isPresent()) {
      return byLonger(ration.limit(), newLength, longer.get(), now);
    }
    Optional<Longer> kept = newLength < length ? Optional.of(withThis(longer)) : longer;
    return new CountedWindow(ration.limit(), newLength, start, used, kept).at(now);
  }

  private static CountedWindow byLonger(long limit, long length, Longer before, long now) {
    long end = Math.min(before.end(), now + length);
    Optional<Longer> kept = Optional.of(before).filter(left -> left.end() > end);
    return new CountedWindow(limit, length, end - length, before.used(), kept);
  }

  private Longer withThis(Optional<Longer> before) {
    Longer current = new Longer(end(), used);
    return before.map(current::or).orElse(current);
  }

  /** How it stands when a call of this cost was taken, or was not. */
  Tally tally(long cost, boolean taken, long now) {
    return new Tally(
        taken,
        limit,
        Duration.ofNanos(length),
        Math.max(0, left() - cost),
        Duration.ofNanos(end() - now));
  }
}

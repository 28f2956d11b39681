package dev.signet.authority.guessing;

import java.time.Duration;
import java.time.Instant;

/**
 * How often one has failed, and until when it waits; immutable.
 *
 * <p>Each failure moves {@code clear}, the time when all is forgiven, a step on. While {@code
 * clear} is so near that one more has room, the next attempt is judged; else it waits. A failure
 * that uses up the room is a strike, and each strike costs twice the wait of the one before. Only
 * time forgives: success does not, or a guesser with an account of its own would never wait.
 *
 * @param failures how many since then
 * @param strikes how often they used up the room
 * @param since when the first was
 * @param at when the last was
 * @param clear when all is forgiven
 */
record Backoff(int failures, int strikes, Instant since, Instant at, Instant clear) {
  /** Nothing has failed yet. */
  static Backoff none(Instant now) {
    return new Backoff(0, 0, now, now, now);
  }

  /** From when on the next attempt is judged; in the past if it need not wait. */
  Instant until(Pace pace) {
    return clear.minus(pace.room());
  }

  /** Whether the next attempt waits; it is judged when exactly the whole wait has passed. */
  boolean waits(Pace pace, Instant now) {
    return now.isBefore(until(pace));
  }

  /** The same after one more failure. */
  Backoff failed(Pace pace, Instant now) {
    Backoff before = isForgotten(pace, now) ? none(now) : asOf(now);
    boolean waited = before.waits(pace, now);
    Instant nextClear = later(before.clear, now).plus(pace.step());
    int nextStrikes = before.strikes;
    // Guesses sent at once all fail after the first that had to wait: they pay a step each.
    if (!waited && nextClear.isAfter(now.plus(pace.room()))) {
      nextStrikes++;
      nextClear = nextClear.plus(pace.wait(nextStrikes)).minus(pace.wait(1));
    }
    return new Backoff(
        before.failures + 1, nextStrikes, before.since, now, earlier(nextClear, latest(pace, now)));
  }

  /** Whether it has been clear for so long that it is as if nothing had failed. */
  boolean isForgotten(Pace pace, Instant now) {
    return !now.isBefore(clear.plus(pace.longestWait()));
  }

  /**
   * The same on a clock that has stepped back behind the last failure: no more is forgiven than
   * was, and nobody waits longer than from that failure on.
   */
  Backoff asOf(Instant now) {
    if (!now.isBefore(at)) {
      return this;
    }
    Duration step = Duration.between(now, at);
    return new Backoff(failures, strikes, since.minus(step), now, clear.minus(step));
  }

  /**
   * The same as it may have been taken down by a clock that was wrong: nobody waits longer than the
   * longest wait from now.
   */
  Backoff believed(Pace pace, Instant now) {
    Backoff here = asOf(now);
    return new Backoff(
        here.failures, here.strikes, here.since, here.at, earlier(here.clear, latest(pace, now)));
  }

  private static Instant latest(Pace pace, Instant now) {
    return now.plus(pace.room()).plus(pace.longestWait());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

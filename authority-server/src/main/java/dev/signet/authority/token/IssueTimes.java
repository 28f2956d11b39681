package dev.signet.authority.token;

import java.time.Duration;

/** Hears how long each step of issuing took. Implementations are thread-safe and fast. */
@FunctionalInterface
public interface IssueTimes {
  /** Hears nothing. */
  IssueTimes NONE = (step, time) -> {};

  /** A step was done. */
  void took(IssueStep step, Duration time);

  /**
   * A step that began at a moment is done.
   *
   * @param since the {@link System#nanoTime} of its begin
   * @return the moment it was done, the begin of the next
   */
  default long done(IssueStep step, long since) {
    long now = System.nanoTime();
    took(step, Duration.ofNanos(now - since));
    return now;
  }
}

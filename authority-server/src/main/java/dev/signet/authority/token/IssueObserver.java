package dev.signet.authority.token;

import dev.signet.authority.binding.Confirmation;
import java.time.Duration;

/** Hears how tokens are issued. Implementations are thread-safe and fast. */
public interface IssueObserver {
  /** Hears nothing. */
  IssueObserver NONE =
      new IssueObserver() {
        @Override
        public void took(IssueStep step, Duration time) {}

        @Override
        public void issued(String method, Confirmation confirmation) {}
      };

  /** A step was done. */
  void took(IssueStep step, Duration time);

  /**
   * A token leaves.
   *
   * @param method how its client was authenticated
   * @param confirmation what it is bound to
   */
  void issued(String method, Confirmation confirmation);

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

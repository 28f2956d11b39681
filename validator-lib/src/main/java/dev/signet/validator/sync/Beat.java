package dev.signet.validator.sync;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When the timer attempts next: after the period of a good answer, after a growing time while
 * attempts fail. Strangers cannot spend this budget: a failed attempt that a request asked for
 * moves nothing here. Used on the timer's thread, but for {@link #nextIn()}.
 */
final class Beat {
  private final SyncTimer timer;
  private final SyncPolicy policy;
  private final Runnable attempt;
  private final SplittableRandom jitter = new SplittableRandom();

  private volatile long nextNanos;
  private long plan;
  private boolean due;
  private int failures;

  Beat(SyncTimer timer, SyncPolicy policy, Runnable attempt) {
    this.timer = timer;
    this.policy = policy;
    this.attempt = attempt;
    this.nextNanos = timer.nanoTime();
  }

  void start() {
    plan(Duration.ZERO);
  }

  /** Time until the next attempt of the timer; zero when it is due or running. */
  Duration nextIn() {
    return Duration.ofNanos(Math.max(nextNanos - timer.nanoTime(), 0));
  }

  /** An attempt was good, whoever asked for it: the next is no later than its period says. */
  void succeeded(Duration period) {
    failures = 0;
    Duration delay = percent(period, 80 + jitter.nextInt(41));
    if (due || delay.compareTo(nextIn()) < 0) {
      plan(delay);
    }
  }

  /**
   * An attempt failed.
   *
   * @param obeyed what is obeyed of the source's wish to be left alone
   * @param life how long the value held may still be used
   */
  void failed(Duration obeyed, Duration life) {
    if (due) {
      failures++;
      Duration backoff = percent(policy.backoff(failures, life), 80 + jitter.nextInt(41));
      plan(SyncPolicy.longer(backoff, percent(obeyed, 100 + jitter.nextInt(21))));
    }
  }

  private void plan(Duration delay) {
    due = false;
    plan++;
    long mine = plan;
    nextNanos = timer.nanoTime() + delay.toNanos();
    timer.schedule(delay, () -> strike(mine));
  }

  /** A plan that was replaced by an earlier one strikes no more. */
  private void strike(long planned) {
    if (planned == plan) {
      due = true;
      attempt.run();
    }
  }

  /** Not every time the same, so that a fleet does not come back to the source in one second. */
  private static Duration percent(Duration duration, int percent) {
    return duration.multipliedBy(percent).dividedBy(100);
  }
}

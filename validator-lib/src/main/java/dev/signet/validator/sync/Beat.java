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

  /**
   * Drawn once: a whole fleet hears a push in one moment, and of many draws the last would always
   * be the longest.
   */
  private final int pushPercent = 80 + jitter.nextInt(41);

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
   * The source spoke unasked: the next attempt is a period after that, and no sooner than planned.
   *
   * @param ago how old it was what came
   */
  void spoke(Duration period, Duration ago) {
    if (due) {
      return;
    }
    failures = 0;
    Duration delay = percent(period, pushPercent).minus(ago);
    if (delay.compareTo(nextIn()) > 0) {
      // The plan stays and strikes too early: that costs less than a plan for each push.
      nextNanos = timer.nanoTime() + delay.toNanos();
    }
  }

  /**
   * An attempt failed.
   *
   * @param obeyed what is obeyed of the source's wish to be left alone
   * @param life how long the value held may still be used
   * @param period the time between attempts that its last answer asked for
   */
  void failed(Duration obeyed, Duration life, Duration period) {
    if (due) {
      failures++;
      Duration backoff = percent(policy.backoff(failures, life, period), 80 + jitter.nextInt(41));
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

  /** A plan that was replaced by an earlier one strikes no more; one that was put off, later. */
  private void strike(long planned) {
    if (planned != plan) {
      return;
    }
    Duration rest = nextIn();
    if (rest.isZero()) {
      due = true;
      attempt.run();
    } else {
      timer.schedule(rest, () -> strike(planned));
    }
  }

  /** Not every time the same, so that a fleet does not come back to the source in one second. */
  private static Duration percent(Duration duration, int percent) {
    return duration.multipliedBy(percent).dividedBy(100);
  }
}

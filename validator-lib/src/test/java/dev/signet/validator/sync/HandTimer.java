package dev.signet.validator.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A timer that a test moves by hand. What is due at once runs inside {@link #schedule} unless held
 * back, so that a test needs no second thread; the rest runs when the time is moved past it.
 */
public final class HandTimer implements SyncTimer {
  private record Task(long dueNanos, Runnable action) {}

  private final List<Task> tasks = new ArrayList<>();
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private volatile long nanos = 1_000;
  private volatile Duration wallStep = Duration.ZERO;
  private boolean holding;
  private boolean closed;

  /** From now on what is due at once waits for {@link #release()}. */
  public HandTimer hold() {
    holding = true;
    return this;
  }

  /** Runs what was held back, on this thread. */
  public void release() {
    holding = false;
    runDue();
  }

  public void advance(Duration duration) {
    long target = nanos + duration.toNanos();
    Optional<Task> next = next(target);
    while (next.isPresent()) {
      nanos = Math.max(nanos, next.get().dueNanos());
      runDue();
      next = next(target);
    }
    nanos = target;
  }

  /** Moves the wall clock alone, as when it is set, or as a suspended machine finds it. */
  public void stepWall(Duration step) {
    wallStep = wallStep.plus(step);
  }

  /** The wall clock, which moves with this timer. */
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return START.plusNanos(nanos - 1_000).plus(wallStep);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** The time to the next planned task. */
  public Duration nextDelay() {
    return Duration.ofNanos(next(Long.MAX_VALUE).orElseThrow().dueNanos() - nanos);
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long wallMillis() {
    return clock().millis();
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    if (closed) {
      return;
    }
    synchronized (tasks) {
      tasks.add(new Task(nanos + delay.toNanos(), task));
    }
    if (delay.isZero() && !holding) {
      runDue();
    }
  }

  @Override
  public void close() {
    closed = true;
    synchronized (tasks) {
      tasks.clear();
    }
  }

  private void runDue() {
    Optional<Task> due = take();
    while (due.isPresent()) {
      due.get().action().run();
      due = take();
    }
  }

  private Optional<Task> take() {
    synchronized (tasks) {
      Optional<Task> due = next(nanos);
      due.ifPresent(tasks::remove);
      return due;
    }
  }

  private Optional<Task> next(long until) {
    synchronized (tasks) {
      return tasks.stream()
          .filter(task -> task.dueNanos() <= until)
          .min(Comparator.comparingLong(Task::dueNanos));
    }
  }
}

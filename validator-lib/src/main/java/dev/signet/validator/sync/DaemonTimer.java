package dev.signet.validator.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The library's own daemon thread, which never keeps a process alive. */
public final class DaemonTimer implements SyncTimer {
  private final Clock clock;
  private final ScheduledThreadPoolExecutor executor;

  /** Makes a timer; its thread starts with the first task. */
  public DaemonTimer(String threadName, Clock clock) {
    this.clock = clock;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return clock.millis();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a task reports its own failures
  public void schedule(Duration delay, Runnable task) {
    try {
      executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed in the meantime: nothing is owed to anyone.
      return;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

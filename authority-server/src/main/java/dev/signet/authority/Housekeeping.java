package dev.signet.authority;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs recurring jobs on one daemon thread; a run that fails is logged and the next one comes. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService executor;

  /** Starts the thread, under a name. */
  Housekeeping(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            // What falls due during the stop is left.
            new DiscardPolicy());
  }

  /**
   * Runs a job again and again, with about this pause before each run: up to a fifth less, so that
   * nodes that started together do not work together.
   */
  void every(Duration pause, Runnable job) {
    long most = pause.toMillis();
    long delay = ThreadLocalRandom.current().nextLong(most - most / 5, most + 1);
    ScheduledFuture<?> unused =
        executor.schedule(
            () -> {
              runSafely(job);
              every(pause, job);
            },
            delay,
            MILLISECONDS);
  }

  /**
   * A step that has a job run soon and returns at once; while the run has yet to begin, further
   * steps ask for no other.
   */
  Runnable soon(Runnable job) {
    AtomicBoolean asked = new AtomicBoolean();
    return () -> {
      if (asked.compareAndSet(false, true)) {
        executor.execute(
            () -> {
              asked.set(false);
              runSafely(job);
            });
      }
    };
  }

  private static void runSafely(Runnable job) {
    try {
      job.run();
    } catch (RuntimeException e) {
      // A scheduled task that throws is never run again: the schedule must outlive a bad run.
      LOG.error("a recurring job failed and will run again", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

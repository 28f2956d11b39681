package dev.signet.authority.health;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the authority that is looked at by one thread at a time, its own: a check that hangs
 * takes one thread, however many ask. Thread-safe.
 */
final class Part {
  private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);

  private final String name;
  private final Runnable check;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();

  /** What the present look, or the last one, tells; guarded by the lock like what follows. */
  private CompletableFuture<Boolean> told = CompletableFuture.completedFuture(true);

  private boolean looking;

  Part(String name, Runnable check, Duration patience) {
    this.name = name;
    this.check = check;
    this.patience = patience;
  }

  String name() {
    return name;
  }

  /** Whether it can do its work: told within the patience, and no for what takes longer. */
  CompletableFuture<Boolean> look() {
    lock.lock();
    try {
      if (!looking) {
        looking = true;
        told = new CompletableFuture<>();
        start(told);
      }
      return told.copy();
    } finally {
      lock.unlock();
    }
  }

  private void start(CompletableFuture<Boolean> answer) {
    Thread thread = new Thread(() -> find(answer), "signet-health-" + name);
    thread.setDaemon(true);
    thread.start();
    CompletableFuture<Boolean> unused =
        answer
            .copy()
            .orTimeout(patience.toMillis(), MILLISECONDS)
            .exceptionally(late -> giveUp(answer));
  }

  private boolean giveUp(CompletableFuture<Boolean> answer) {
    LOG.warn("not ready: {}: no answer within {}", name, patience);
    return answer.complete(false);
  }

  private void find(CompletableFuture<Boolean> answer) {
    boolean up = false;
    try {
      up = isUp();
    } finally {
      end();
      answer.complete(up);
    }
  }

  private void end() {
    lock.lock();
    try {
      looking = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isUp() {
    try {
      check.run();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("not ready: {}: {}", name, e.getMessage());
      return false;
    }
  }
}

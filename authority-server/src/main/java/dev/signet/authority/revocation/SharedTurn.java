package dev.signet.authority.revocation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.signet.authority.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes turns at a store, one at a time. Who asks while a turn takes place shares the next one with
 * all who ask by then: each has what a turn found that began after it asked. Thread-safe.
 */
final class SharedTurn {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final ReentrantLock turning = new ReentrantLock();
  private final AtomicReference<@Nullable Instant> earliest = new AtomicReference<>();
  private final Consumer<@Nullable Instant> step;
  private final AtomicLong begun = new AtomicLong();
  private volatile long lastGood;

  /** When the turn began that takes place now, by the timer of the process; 0 for none. */
  private volatile long beganNanos;

  /**
   * Makes one.
   *
   * @param step what a turn is; it is told when the first of those asked who share it, or null if
   *     none of them said
   */
  SharedTurn(Consumer<@Nullable Instant> step) {
    this.step = step;
  }

  /**
   * Takes a turn, or waits for one that begins later than this.
   *
   * @param askedAt when; null to leave it unsaid
   * @throws StorageException if others take too long at it
   * @throws RuntimeException what the turn throws; another's failure is tried anew
   */
  void take(@Nullable Instant askedAt) {
    if (askedAt != null) {
      earliest.accumulateAndGet(askedAt, SharedTurn::earlier);
    }
    long before = begun.get();
    lock(turning);
    try {
      if (lastGood <= before) {
        turn(askedAt);
      }
    } finally {
      turning.unlock();
    }
  }

  private void turn(@Nullable Instant askedAt) {
    long number = begun.incrementAndGet();
    beganNanos = System.nanoTime();
    try {
      step.accept(earlier(earliest.getAndSet(null), askedAt));
      lastGood = number;
    } finally {
      beganNanos = 0;
    }
  }

  /** Whether a turn takes place. */
  boolean isTaken() {
    return turning.isLocked();
  }

  /** Whether a turn takes place that has taken longer than that. */
  boolean hasTaken(Duration longer) {
    long began = beganNanos;
    return began != 0 && System.nanoTime() - began > longer.toNanos();
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  /**
   * Takes a lock whose holder reads the storage.
   *
   * @throws StorageException if that takes too long
   */
  static void lock(ReentrantLock reading) {
    try {
      if (reading.tryLock(LONGEST_WAIT.toMillis(), MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException("the revocations take too long to read");
  }
}

package dev.signet.authority.directory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many passwords be worked on at once, so that a flood of sign-ins cannot take all
 * memory. Thread-safe; who waits longest goes first.
 *
 * <p>The work has a thread of its own, which the system shares the processor out to: on a virtual
 * thread it would hold the thread that carries all others for as long as it takes.
 */
public final class PasswordLane {
  private static final int MAX_WIDTH = 64;
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final Semaphore places;
  private final Duration maxWait;

  /**
   * A lane with all its places free.
   *
   * @param width computations at the same time: 1 to 64; each takes the memory of its {@link
   *     Argon2Settings}
   * @param maxWait how long to wait for a free place, then the sign-in is refused as overloaded: 0
   *     to 30 seconds
   * @throws IllegalArgumentException when one is out of its range; the message names it
   */
  public PasswordLane(int width, Duration maxWait) {
    if (width < 1 || width > MAX_WIDTH) {
      throw new IllegalArgumentException("width must be 1 to " + MAX_WIDTH);
    }
    if (maxWait.isNegative() || maxWait.compareTo(MAX_WAIT) > 0) {
      throw new IllegalArgumentException("maxWait must be 0 to 30 seconds");
    }
    this.places = new Semaphore(width, true);
    this.maxWait = maxWait;
  }

  /** One place per processor, at most 64, and 2 seconds of waiting. */
  public static PasswordLane perProcessor() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new PasswordLane(Math.min(processors, MAX_WIDTH), Duration.ofSeconds(2));
  }

  /** How long to wait for a free place. */
  public Duration maxWait() {
    return maxWait;
  }

  /**
   * Does the work once there is a place for it.
   *
   * @throws DirectoryOverloadedException when no place became free in time, or the thread was
   *     interrupted, which it stays
   */
  <T> T pass(Supplier<T> work) {
    boolean entered = false;
    try {
      entered = places.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!entered) {
      throw new DirectoryOverloadedException("too many passwords are being checked; try again");
    }
    try {
      return CompletableFuture.supplyAsync(work, PasswordLane::start).join();
    } catch (CompletionException e) {
      throw unwrap(e);
    } finally {
      places.release();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "signet-password");
    thread.setDaemon(true);
    thread.start();
  }

  private static RuntimeException unwrap(CompletionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException fault ? fault : e;
  }
}

package dev.signet.authority;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the clock of this node agrees with that of the storage, and so with those of other nodes.
 * While it does not, the node issues nothing, deletes nothing that looks expired, and takes no step
 * of the key rotation. Thread-safe.
 *
 * <p>Run {@link #compare} each {@link #COMPARE_EVERY}. In between, a jump of the clock is noticed
 * by whoever asks for the time: the clock has then not moved as the timer of the process has.
 * Whether it jumped away from the storage's time or to it, as when a suspended machine wakes, the
 * storage is asked at once. A storage that does not answer leaves all as it was.
 */
final class ClockAgreement {
  /** How often to compare. */
  static final Duration COMPARE_EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ClockAgreement.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Storage storage;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Duration tolerance;
  private final ReentrantLock comparing = new ReentrantLock();
  private volatile @Nullable ClockReading last;
  private volatile @Nullable String fault;

  /** Until then who asks for the time does not have the storage asked. */
  private volatile long restUntil;

  /**
   * Makes it; the first who asks compares.
   *
   * @param storage tells its time, if it has one
   * @param clock of this node
   * @param nanos a timer that nobody sets, as {@link System#nanoTime}
   * @param tolerance by how much the clocks may differ; exactly as much is taken
   */
  ClockAgreement(Storage storage, Clock clock, LongSupplier nanos, Duration tolerance) {
    this.storage = storage;
    this.clock = clock;
    this.nanos = nanos;
    this.tolerance = tolerance;
    this.restUntil = nanos.getAsLong();
  }

  /**
   * The time.
   *
   * @throws OAuthException {@code temporarily_unavailable} while the clocks are apart
   */
  Instant time() {
    Optional<String> apart = fault();
    if (apart.isPresent()) {
      throw OAuthException.unavailable(apart.get(), RETRY_AFTER);
    }
    return clock.instant();
  }

  /**
   * Throws while the clocks are apart.
   *
   * @throws IllegalStateException with how far
   */
  void probe() {
    fault()
        .ifPresent(
            apart -> {
              throw new IllegalStateException(apart);
            });
  }

  /** A job that is left out while the clocks are apart. */
  Runnable guard(Runnable job) {
    return () -> {
      if (fault().isEmpty()) {
        job.run();
      }
    };
  }

  /** By how many seconds the clock was ahead of the storage's when they were compared last. */
  double offsetSeconds() {
    ClockReading reading = last;
    return reading == null ? 0 : reading.offset().toNanos() / 1e9;
  }

  /** What is wrong with the clock, and what to do about it; empty while it agrees. */
  private Optional<String> fault() {
    if (isInDoubt()) {
      comparing.lock();
      try {
        // Whoever waited finds what the one before it found.
        if (isInDoubt()) {
          compare();
        }
      } finally {
        comparing.unlock();
      }
    }
    return Optional.ofNullable(fault);
  }

  private boolean isInDoubt() {
    ClockReading reading = last;
    long now = nanos.getAsLong();
    return now - restUntil >= 0
        && (fault != null
            || reading == null
            || reading.after(clock.instant(), now).isBeyond(tolerance));
  }

  /** Compares; a storage that does not answer changes nothing. */
  void compare() {
    comparing.lock();
    try {
      ClockReading reading = ClockReading.take(storage::time, clock, nanos);
      judge(reading);
      last = reading;
    } catch (StorageException e) {
      LOG.debug("the clocks could not be compared", e);
      rest();
    } finally {
      comparing.unlock();
    }
  }

  private void judge(ClockReading reading) {
    boolean wasApart = fault != null;
    if (reading.isBeyond(tolerance)) {
      String apart = describe(reading);
      fault = apart;
      rest();
      if (!wasApart) {
        LOG.warn(
            "{}; until they differ by no more than {} (storage.clockTolerance) this node issues no"
                + " tokens, deletes none that expired and takes no step of the key rotation",
            apart,
            tolerance);
      }
    } else {
      fault = null;
      if (wasApart) {
        LOG.info("the clock of this node agrees with that of the database again");
      }
    }
  }

  private void rest() {
    restUntil = nanos.getAsLong() + RETRY_AFTER.toNanos();
  }

  private static String describe(ClockReading reading) {
    return String.format(
        Locale.ROOT,
        "The clock of this node is %.1f s %s that of the database: synchronise it",
        reading.offset().abs().toNanos() / 1e9,
        reading.offset().isNegative() ? "behind" : "ahead of");
  }
}

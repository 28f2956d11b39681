package dev.signet.quota.count;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts in a shared store, and in this process while that cannot be reached.
 *
 * <p>In an outage one call in each second asks the store, and waits for it; all others are counted
 * here at once. What is counted here is not carried over: an outage gives each process one count of
 * its own for it. Thread-safe.
 */
public final class FallBackCounts implements Counts {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final Counts shared;
  private final Counts local;
  private final int parts;
  private final Clock clock;
  private final Listener listener;
  private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
  private final LongAdder countedHere = new LongAdder();

  /** Hears of the first call of an outage, and of the first after it. */
  public interface Listener {
    /** The shared count cannot be reached. */
    void lost(String cause);

    /** It can again. */
    void back(Duration lasted);
  }

  /**
   * Makes counts.
   *
   * @param parts among how many processes a ration is divided in an outage; 1 for all of it to each
   */
  public FallBackCounts(Counts shared, Counts local, int parts, Clock clock, Listener listener) {
    this.shared = shared;
    this.local = local;
    this.parts = parts;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public Tally take(Call call) {
    if (mayAsk()) {
      try {
        Tally tally = shared.take(call);
        noteAnswer();
        return tally;
      } catch (LostCountException e) {
        // A host that gives up on one of its requests says nothing of the store.
        if (!Thread.currentThread().isInterrupted()) {
          noteLoss(String.valueOf(e.getMessage()));
        }
      }
    }
    countedHere.increment();
    return local.take(call.dividedBy(parts));
  }

  private boolean mayAsk() {
    Outage current = outage.get();
    if (current == null) {
      return true;
    }
    Instant now = clock.instant();
    // By the amount, so that a clock that was set back does not put the next attempt off.
    Duration since = Duration.between(current.lastAttempt(), now).abs();
    return since.compareTo(BETWEEN_ATTEMPTS) >= 0
        && outage.compareAndSet(current, current.attemptedAt(now));
  }

  private void noteAnswer() {
    Outage over = outage.get();
    if (over != null && outage.compareAndSet(over, null)) {
      listener.back(Duration.between(over.since(), clock.instant()));
    }
  }

  private void noteLoss(String cause) {
    Instant now = clock.instant();
    if (outage.compareAndSet(null, new Outage(now, cause, now))) {
      listener.lost(cause);
    } else {
      outage.updateAndGet(current -> current == null ? null : current.failedFor(cause));
    }
  }

  /** The outage that goes on; empty when there is none. */
  public Optional<Outage> outage() {
    return Optional.ofNullable(outage.get());
  }

  /** How many calls were counted in this process for want of the store. */
  public long countedHere() {
    return countedHere.sum();
  }

  @Override
  public void close() {
    shared.close();
    local.close();
  }
}

package dev.signet.validator.sync;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value kept in step with its source: {@code EMPTY → FRESH → STALE → EXPIRED}, and back to fresh
 * with each good answer.
 *
 * <p>Everything that changes the value happens on the timer's thread, one attempt at a time;
 * readers take one volatile reference. Three things start an attempt: the timer with its own beat
 * and backoff, a request that misses something (limited by {@link Demand}), and {@link
 * #refreshNow()}. A failed attempt never touches the value. Thread-safe.
 */
public final class Synced<T> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Synced.class.getName());

  /** Longer is for ever, and would not fit in nanoseconds. */
  private static final Duration LONGEST_AWAIT = Duration.ofDays(365);

  private final Source<T> source;
  private final SyncPolicy policy;
  private final SyncTimer timer;
  private final Demand demand;
  private final SplittableRandom jitter = new SplittableRandom();
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> inFlight =
      new AtomicReference<>();
  private final CompletableFuture<Boolean> firstInstall = new CompletableFuture<>();

  private volatile Snapshot<T> snapshot = Snapshot.empty();
  private volatile long nextBeatNanos;
  private volatile boolean closed;
  private int failedBeats;

  /** Makes a synced value that fetches nothing until {@link #start()}. */
  public Synced(Source<T> source, SyncPolicy policy, SyncTimer timer) {
    this.source = source;
    this.policy = policy;
    this.timer = timer;
    this.demand = new Demand(timer);
    this.nextBeatNanos = timer.nanoTime();
  }

  /** Starts the beat with a first attempt at once, on the timer's thread. */
  public void start() {
    timer.schedule(Duration.ZERO, this::beat);
  }

  /** The value as it stands; no I/O, no lock. */
  public Reading<T> read() {
    Snapshot<T> now = snapshot;
    if (now.value() == null) {
      return new Reading<>(Reading.Phase.EMPTY, null, Duration.ZERO);
    }
    Duration age = Duration.ofNanos(timer.nanoTime() - now.contactNanos());
    return new Reading<>(phase(now, age), now.value(), age);
  }

  /**
   * The value as it stands or, if it cannot be used or lacks what is wanted, after one attempt that
   * the demand limits allow; waits for that at most the policy's longest wait.
   */
  public Reading<T> readFor(String wanted, Predicate<T> has) {
    Reading<T> now = read();
    boolean missed = now.usable().isPresent() && demand.wasMissed(wanted);
    if (missed || now.usable().filter(has).isPresent()) {
      return now;
    }
    long deadline = timer.nanoTime() + policy.longestWait().toNanos();
    CompletableFuture<Boolean> running = inFlight.get();
    if (running != null) {
      // It may have asked before the name existed: its answer counts, its silence does not.
      demand.wait(() -> await(running, deadline));
      now = read();
      if (!running.isDone() || now.usable().filter(has).isPresent()) {
        return now;
      }
    }
    return demand.mayFetch() ? search(wanted, has, deadline) : now;
  }

  /** Starts an attempt on the timer's thread and returns at once; joins one that is running. */
  @SuppressWarnings("FutureReturnValueIgnored") // the snapshot tells how it ended
  public void refreshNow() {
    startFlight();
  }

  /** Waits for a usable value, at most this long; returns whether there is one. */
  public boolean awaitValue(Duration longest) {
    if (read().usable().isEmpty()) {
      boolean tooLong = longest.compareTo(LONGEST_AWAIT) > 0;
      long deadline = timer.nanoTime() + (tooLong ? LONGEST_AWAIT : longest).toNanos();
      await(firstInstall.isDone() ? startFlight() : firstInstall, deadline);
    }
    return read().usable().isPresent();
  }

  /** Why the last attempt failed; empty after a good one. */
  public Optional<String> lastError() {
    return snapshot.lastError();
  }

  /** What happened since the start. */
  public SyncCounts counts() {
    return snapshot.counts();
  }

  /** How long until the timer tries again; zero when an attempt is due or running. */
  public Duration nextAttemptIn() {
    long nanos = nextBeatNanos - timer.nanoTime();
    return Duration.ofNanos(Math.max(nanos, 0));
  }

  /** Stops fetching; the value stays readable until it expires. */
  @Override
  public void close() {
    closed = true;
    timer.close();
    CompletableFuture<Boolean> running = inFlight.get();
    if (running != null) {
      running.complete(false);
    }
  }

  private Reading.Phase phase(Snapshot<T> now, Duration age) {
    if (age.compareTo(policy.bound()) > 0) {
      return Reading.Phase.EXPIRED;
    }
    boolean overdue = age.compareTo(policy.overdue(now.period())) > 0;
    return overdue && policy.flagging() ? Reading.Phase.STALE : Reading.Phase.FRESH;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the next beat is scheduled by the completion
  private void beat() {
    startFlight().thenAccept(this::scheduleBeat);
  }

  /** Runs on the timer's thread, where flights complete. */
  private void scheduleBeat(boolean good) {
    failedBeats = good ? 0 : failedBeats + 1;
    Duration planned = good ? snapshot.period() : policy.backoff(failedBeats);
    // ± 20 %, so that a fleet does not come back to the authority in one second.
    Duration delay = planned.multipliedBy(80 + jitter.nextInt(41)).dividedBy(100);
    nextBeatNanos = timer.nanoTime() + delay.toNanos();
    timer.schedule(delay, this::beat);
  }

  /** Single flight: the attempt that is running, or a new one. */
  private CompletableFuture<Boolean> startFlight() {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> running = inFlight.compareAndExchange(null, mine);
    if (running != null) {
      return running;
    }
    timer.schedule(Duration.ZERO, () -> fly(mine));
    if (closed) {
      mine.complete(false);
    }
    return mine;
  }

  /** An attempt that begins after the request: what it does not bring is not there. */
  private Reading<T> search(String wanted, Predicate<T> has, long deadline) {
    CompletableFuture<Boolean> flight = startFlight();
    demand.wait(() -> await(flight, deadline));
    Reading<T> now = read();
    if (flight.getNow(false) && now.usable().filter(has).isEmpty()) {
      demand.missed(wanted);
    }
    return now;
  }

  private void fly(CompletableFuture<Boolean> flight) {
    boolean good = false;
    try {
      good = attempt();
    } finally {
      inFlight.set(null);
      flight.complete(good);
      if (good) {
        firstInstall.complete(true);
      }
    }
  }

  private boolean attempt() {
    Snapshot<T> before = snapshot;
    try {
      Update<T> update = source.fetch(before.value());
      T value = update.value().orElse(before.value());
      snapshot = before.installed(value, timer.nanoTime(), policy.period(update.maxAge()));
      return true;
    } catch (RejectedUpdateException e) {
      fail(before, e.getMessage(), before.counts().updateRejected());
    } catch (IOException e) {
      fail(before, e.getMessage(), before.counts().fetchFailed());
    } catch (RuntimeException e) {
      fail(before, e.getClass().getName(), before.counts().fetchFailed());
    }
    return false;
  }

  private void fail(Snapshot<T> before, @Nullable String message, SyncCounts counts) {
    String error = message == null ? "no answer" : message;
    snapshot = before.failed(error, counts);
    // Once per cause: an outage must not fill the log of its host.
    if (!before.lastError().equals(Optional.of(error))) {
      LOG.log(Level.WARNING, "refresh failed, the last good value stays: {0}", error);
    }
  }

  private void await(CompletableFuture<Boolean> flight, long deadlineNanos) {
    try {
      flight.get(deadlineNanos - timer.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The reading that follows says how things stand.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

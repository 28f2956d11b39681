package dev.signet.validator.sync;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value kept in step with its source: {@code EMPTY → FRESH → STALE → EXPIRED}, and back to fresh
 * with each good answer.
 *
 * <p>Everything that changes the value happens on the timer's thread, one attempt at a time;
 * readers take one volatile reference. Three things start an attempt, each with a budget of its
 * own: the timer ({@link Beat}), a request that misses something ({@link Demand}), and a push. A
 * failed attempt never touches the value. Thread-safe.
 */
public final class Synced<T> implements AutoCloseable {
  /** Longer is for ever, and would not fit in nanoseconds. */
  private static final Duration LONGEST_AWAIT = Duration.ofDays(365);

  private final SyncPolicy policy;
  private final SyncTimer timer;
  private final Holding<T> holding;
  private final Demand demand;
  private final Attempts<T> attempts;
  private final AtomicBoolean pushPending = new AtomicBoolean();
  private volatile long lastPushNanos;

  /** Makes a synced value that fetches nothing until {@link #start()} and that nobody hears of. */
  public Synced(Source<T> source, SyncPolicy policy, SyncTimer timer) {
    this(source, policy, timer, new SyncListener<>() {});
  }

  /** Makes a synced value that fetches nothing until {@link #start()}. */
  public Synced(Source<T> source, SyncPolicy policy, SyncTimer timer, SyncListener<T> listener) {
    this.policy = policy;
    this.timer = timer;
    this.holding = new Holding<>(policy, timer, listener);
    this.demand = new Demand(timer);
    this.attempts = new Attempts<>(source, policy, timer, listener, holding, demand);
    this.lastPushNanos = timer.nanoTime() - SyncPolicy.PUSH_WINDOW.toNanos();
  }

  /**
   * Takes what an earlier run was answered, before {@link #start()}; its age counts from then.
   *
   * @throws RejectedUpdateException if it was fetched more than 1 min in the future, is older than
   *     the policy's bound, or not newer than what is held
   */
  public void restore(Update<T> update, Instant fetchedAt) throws RejectedUpdateException {
    holding.restore(update, fetchedAt.toEpochMilli());
    timer.schedule(Duration.ZERO, holding::announcePhase);
  }

  /** Starts the beat with a first attempt at once, on the timer's thread. */
  public void start() {
    attempts.beat().start();
  }

  /** The value as it stands; no I/O, no lock. */
  public Reading<T> read() {
    return holding.read();
  }

  /**
   * The value if it is fresh, else null: what most checks need; allocates nothing.
   *
   * @param wallMillis the time by the wall clock of the timer, which is not read again
   */
  public @Nullable T fresh(long wallMillis) {
    return holding.fresh(wallMillis);
  }

  /**
   * The value as it stands or, if it cannot be used or lacks what is wanted, after one attempt that
   * the demand limits allow; waits for that at most the policy's longest wait.
   */
  public Reading<T> readFor(String wanted, Predicate<T> has) {
    Reading<T> now = read();
    if (now.usable().filter(has).isPresent()) {
      wakeIfOverslept(now);
      return now;
    }
    if (now.usable().isPresent() && demand.wasMissed(wanted)) {
      return now;
    }
    long deadline = timer.nanoTime() + policy.longestWait().toNanos();
    CompletableFuture<Boolean> running = attempts.running();
    if (running != null) {
      // It may have asked before the name existed: its answer counts, its silence does not.
      demand.wait(() -> attempts.await(running, deadline));
    }
    // Also when none is running: one may have ended since the value was read.
    now = read();
    boolean waitsStill = running != null && !running.isDone();
    if (waitsStill || now.usable().filter(has).isPresent()) {
      return now;
    }
    return demand.mayFetch() ? search(wanted, has, deadline) : now;
  }

  /** Starts an attempt on the timer's thread and returns at once; joins one that is running. */
  public void refreshNow() {
    attempts.start();
  }

  /**
   * Asks the source for someone to whom the value held is too old, and returns whether there is now
   * one that is new enough: whose answer was asked for after this call, or which passes the test.
   *
   * <p>Waits at most the policy's longest wait; who asks at the same time shares one attempt. At
   * most 256 wait, and nobody while the source said that it is busy.
   *
   * @param enough whether an answer that was asked for earlier will do
   */
  public boolean askAnew(BooleanSupplier enough) {
    long call = timer.nanoTime();
    return demand.ask(() -> asked(enough, call));
  }

  private boolean asked(BooleanSupplier enough, long call) {
    long deadline = call + policy.longestWait().toNanos();
    CompletableFuture<Boolean> running = attempts.running();
    if (running != null) {
      attempts.await(running, deadline);
      if (enough.getAsBoolean() || attempts.succeededSince(call)) {
        return true;
      }
    }
    boolean waitsStill = running != null && !running.isDone();
    if (waitsStill || demand.isHeldOff()) {
      return false;
    }
    CompletableFuture<Boolean> mine = attempts.begin();
    attempts.await(mine, deadline);
    return mine.getNow(false);
  }

  /**
   * Takes what the source said without being asked, on the timer's thread, at once and however
   * often; as good as an answer, and the next attempt of the timer waits a whole period less the
   * age of what was said. A push that does not fit what is held starts an attempt, as {@link
   * #pushed}.
   *
   * @return whether something was installed; it fails with the cause for a push that is not
   *     believed, which is counted as a rejected update
   */
  public CompletableFuture<Boolean> push(Push<T> push) {
    return attempts.take(held -> fitting(push, held));
  }

  private Optional<Update<T>> fitting(Push<T> push, @Nullable T held) throws IOException {
    try {
      return push.read(held);
    } catch (MissedPushException e) {
      pushed();
      return Optional.empty();
    }
  }

  /**
   * Tells that the source has something new: an attempt begins after this call, at most one a
   * second however many pushes come.
   */
  public void pushed() {
    if (pushPending.compareAndSet(false, true)) {
      long sinceLast = timer.nanoTime() - lastPushNanos;
      Duration wait = SyncPolicy.PUSH_WINDOW.minusNanos(sinceLast);
      timer.schedule(SyncPolicy.longer(wait, Duration.ZERO), this::followPush);
    }
  }

  /** Runs between flights: an attempt that began before the push may have missed its news. */
  private void followPush() {
    lastPushNanos = timer.nanoTime();
    pushPending.set(false);
    refreshNow();
  }

  /** Waits for a usable value, at most this long; returns whether there is one. */
  public boolean awaitValue(Duration longest) {
    if (read().usable().isEmpty()) {
      Duration wait = SyncPolicy.shorter(longest, LONGEST_AWAIT);
      long deadline = timer.nanoTime() + wait.toNanos();
      CompletableFuture<Boolean> first = holding.first();
      attempts.await(first.isDone() ? attempts.begin() : first, deadline);
    }
    return read().usable().isPresent();
  }

  /** Runs a task on the thread of the first value, at once if there has been one. */
  @SuppressWarnings("FutureReturnValueIgnored") // what follows is the task's own business
  public void whenFirst(Runnable task) {
    holding.first().thenRun(task);
  }

  /** How long the value may still be used; zero or less if it may not. */
  public Duration remaining() {
    return holding.life();
  }

  /** Why the last attempt failed; empty after a good one. */
  public Optional<String> lastError() {
    return holding.snapshot().lastError();
  }

  /** What happened since the start. */
  public SyncCounts counts() {
    return holding.snapshot().counts();
  }

  /** Fetches that requests asked for and that the demand limits did not allow. */
  public long suppressedDemands() {
    return demand.suppressed();
  }

  /** How long until the timer tries again; zero when an attempt is due or running. */
  public Duration nextAttemptIn() {
    return attempts.beat().nextIn();
  }

  /** Stops fetching; the value stays readable until it expires. */
  @Override
  public void close() {
    timer.close();
    attempts.close();
  }

  /**
   * A refresh is overdue after a good answer only if the timer slept through its beat, as it does
   * in a suspended machine: then the next request wakes it, and does not wait.
   */
  private void wakeIfOverslept(Reading<T> now) {
    boolean overslept = now.phase() == Reading.Phase.STALE && lastError().isEmpty();
    if (overslept && holding.isOverdue() && attempts.running() == null && demand.mayFetch()) {
      refreshNow();
    }
  }

  /** An attempt that begins after the request: what it does not bring is not there. */
  private Reading<T> search(String wanted, Predicate<T> has, long deadline) {
    CompletableFuture<Boolean> flight = attempts.begin();
    demand.wait(() -> attempts.await(flight, deadline));
    Reading<T> now = read();
    if (flight.getNow(false) && now.usable().filter(has).isEmpty()) {
      demand.missed(wanted);
    }
    return now;
  }
}

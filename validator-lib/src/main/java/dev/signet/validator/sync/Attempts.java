package dev.signet.validator.sync;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks the source, one attempt at a time and on the timer's thread, and settles what came of it: a
 * good answer is installed, a failure touches nothing but the counts and the next beat. Only then
 * do waiters and listeners hear of it. Thread-safe.
 */
final class Attempts<T> {

  private final Source<T> source;
  private final SyncPolicy policy;
  private final SyncTimer timer;
  private final SyncListener<T> listener;
  private final Holding<T> holding;
  private final Demand demand;
  private final Beat beat;
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> inFlight =
      new AtomicReference<>();
  private volatile long goodBeganNanos;
  private volatile boolean closed;

  Attempts(
      Source<T> source,
      SyncPolicy policy,
      SyncTimer timer,
      SyncListener<T> listener,
      Holding<T> holding,
      Demand demand) {
    this.source = source;
    this.policy = policy;
    this.timer = timer;
    this.listener = listener;
    this.holding = holding;
    this.demand = demand;
    this.beat = new Beat(timer, policy, this::start);
    this.goodBeganNanos = timer.nanoTime();
  }

  /** When the timer attempts next. */
  Beat beat() {
    return beat;
  }

  /** Whether an attempt that began after this moment was good. */
  boolean succeededSince(long nanos) {
    return goodBeganNanos - nanos > 0;
  }

  /** The attempt that is running. */
  @Nullable CompletableFuture<Boolean> running() {
    return inFlight.get();
  }

  /** As {@link #begin}, for those who do not wait. */
  @SuppressWarnings("FutureReturnValueIgnored") // the snapshot tells how it ended
  void start() {
    begin();
  }

  /** Begins an attempt, or joins the one that is running. */
  CompletableFuture<Boolean> begin() {
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

  /** Begins no more, and lets nobody wait for one that is running. */
  void close() {
    closed = true;
    CompletableFuture<Boolean> running = inFlight.get();
    if (running != null) {
      running.complete(false);
    }
  }

  private void fly(CompletableFuture<Boolean> flight) {
    @Nullable Update<T> update = null;
    @Nullable Exception failure = new IOException("the attempt broke off");
    long began = timer.nanoTime();
    try {
      update = source.fetch(held());
      holding.install(update);
      beat.succeeded(holding.snapshot().belief().period());
      goodBeganNanos = began;
      failure = null;
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      if (failure != null) {
        note(failure);
      }
      inFlight.set(null);
      flight.complete(failure == null);
    }
    // Nobody waits any more: listeners may take their time.
    announce(failure == null ? update : null, failure);
  }

  /** Takes what the source said unasked, on the timer's thread; as {@link Synced#push}. */
  CompletableFuture<Boolean> take(Push<T> push) {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    timer.schedule(Duration.ZERO, () -> land(push, taken));
    if (closed) {
      taken.complete(false);
    }
    return taken;
  }

  private void land(Push<T> push, CompletableFuture<Boolean> taken) {
    Optional<Update<T>> news = Optional.empty();
    try {
      news = push.read(held());
      if (news.isPresent()) {
        holding.installPushed(news.get());
        beat.spoke(holding.snapshot().belief().period(), news.get().age());
      }
      taken.complete(news.isPresent());
    } catch (RejectedUpdateException e) {
      holding.refusePush();
      taken.completeExceptionally(e);
      announce(null, e);
      return;
    } catch (IOException | RuntimeException e) {
      taken.completeExceptionally(e);
      return;
    }
    announce(news.orElse(null), null);
  }

  /** A value past its bound is no measure for a new one. */
  private @Nullable T held() {
    boolean expired = holding.read().phase() == Reading.Phase.EXPIRED;
    return expired ? null : holding.snapshot().value();
  }

  private void note(Exception failure) {
    String error = message(failure);
    // Once per cause: an outage must not fill the log of its host.
    if (!holding.snapshot().lastError().equals(Optional.of(error))) {
      System.getLogger(Attempts.class.getName())
          .log(Level.WARNING, "refresh failed, the last good value stays: {0}", error);
    }
    boolean rejected = failure instanceof RejectedUpdateException;
    SyncCounts counts = holding.snapshot().counts();
    holding.fail(error, rejected ? counts.updateRejected() : counts.fetchFailed());
    Duration life = holding.life();
    Duration period = holding.snapshot().belief().period();
    Duration obeyed = Duration.ZERO;
    if (failure instanceof RetryLaterException busy) {
      obeyed = policy.obeyed(busy.after(), life, period);
      demand.holdOff(obeyed);
    }
    beat.failed(obeyed, life, period);
  }

  private void announce(@Nullable Update<T> update, @Nullable Exception failure) {
    tell(holding::announcePhase);
    if (update != null) {
      tell(() -> listener.answered(update));
    }
    if (failure != null) {
      tell(() -> listener.failed(message(failure), failure instanceof RejectedUpdateException));
    }
  }

  private static String message(Exception failure) {
    String message = failure instanceof IOException ? failure.getMessage() : null;
    return message == null ? failure.getClass().getName() : message;
  }

  /** A listener that fails harms neither the value nor the thread. */
  private static void tell(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException e) {
      System.getLogger(Attempts.class.getName()).log(Level.WARNING, "a listener failed", e);
    }
  }

  /** Waits for the end of an attempt, at most until then. */
  void await(CompletableFuture<Boolean> flight, long deadlineNanos) {
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

package dev.signet.validator.sync;

import dev.signet.validator.sync.Belief.Moment;
import dev.signet.validator.sync.Reading.Phase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The value held and how far it can be trusted: written on the timer's thread, read by all through
 * one volatile reference.
 */
final class Holding<T> {
  private static final Duration TICK = Duration.ofNanos(1);

  private final SyncPolicy policy;
  private final SyncTimer timer;
  private final SyncListener<T> listener;

  private final CompletableFuture<Boolean> first = new CompletableFuture<>();
  private volatile Snapshot<T> snapshot = Snapshot.empty();
  private Phase announced = Phase.EMPTY;
  private boolean watching;

  Holding(SyncPolicy policy, SyncTimer timer, SyncListener<T> listener) {
    this.policy = policy;
    this.timer = timer;
    this.listener = listener;
  }

  Snapshot<T> snapshot() {
    return snapshot;
  }

  /** Done as soon as there is a value for the first time. */
  CompletableFuture<Boolean> first() {
    return first;
  }

  Reading<T> read() {
    Snapshot<T> now = snapshot;
    if (now.value() == null) {
      return new Reading<>(Phase.EMPTY, null, Duration.ZERO);
    }
    Belief belief = now.belief();
    return new Reading<>(belief.phase(timer, policy), now.value(), belief.age(timer));
  }

  /** The value if it is fresh, else null; allocates nothing. */
  @Nullable T fresh(long wallMillis) {
    Snapshot<T> now = snapshot;
    return now.belief().isFresh(timer.nanoTime(), wallMillis) ? now.value() : null;
  }

  /** Whether the source has not been asked when it should have been. */
  boolean isOverdue() {
    return snapshot.belief().isOverdue(timer, policy);
  }

  /** How long the value may still be used; zero or less if it may not. */
  Duration life() {
    Snapshot<T> now = snapshot;
    return now.value() == null ? Duration.ZERO : now.belief().remaining(timer, policy);
  }

  /**
   * Takes an answer; a value whose source confirms it is as good as a new one.
   *
   * @throws RejectedUpdateException if it was too old when it came to be used at all
   */
  void install(Update<T> update) throws RejectedUpdateException {
    refuseTooOld(update);
    Snapshot<T> before = snapshot;
    @Nullable T value = update.value().orElse(before.value());
    snapshot = before.installed(value, Belief.in(update, Moment.now(timer), policy));
    first.complete(true);
  }

  /** As {@link #install}, for what no fetch brought. */
  void installPushed(Update<T> update) throws RejectedUpdateException {
    refuseTooOld(update);
    Snapshot<T> before = snapshot;
    @Nullable T value = update.value().orElse(before.value());
    snapshot = before.given(value, Belief.in(update, Moment.now(timer), policy));
    first.complete(true);
  }

  private void refuseTooOld(Update<T> update) throws RejectedUpdateException {
    if (update.age().compareTo(policy.bound()) > 0) {
      throw new RejectedUpdateException("an answer older than " + policy.bound());
    }
  }

  void refusePush() {
    snapshot = snapshot.refused();
  }

  void fail(String error, SyncCounts counts) {
    snapshot = snapshot.failed(error, counts);
  }

  /**
   * Takes what an earlier run was answered at this wall time.
   *
   * @throws RejectedUpdateException if that is in the future, too long ago, or before the contact
   *     of a value held
   */
  void restore(Update<T> update, long wallMillis) throws RejectedUpdateException {
    Moment now = Moment.now(timer);
    Duration since = Duration.ofMillis(now.wallMillis() - wallMillis);
    if (since.plus(SyncPolicy.FUTURE_ALLOWANCE).isNegative()) {
      throw new RejectedUpdateException("from the future, by this clock");
    }
    if (since.plus(update.age()).compareTo(policy.bound()) > 0) {
      throw new RejectedUpdateException("older than " + policy.bound());
    }
    Snapshot<T> before = snapshot;
    Moment contact = now.minus(SyncPolicy.longer(since, Duration.ZERO));
    if (before.value() != null && contact.nanos() - before.belief().contact().nanos() <= 0) {
      throw new RejectedUpdateException("older than what is held");
    }
    snapshot = before.given(update.value().orElse(null), Belief.in(update, contact, policy));
    first.complete(true);
  }

  /** Tells the listener of a new phase and watches for the next one; on the timer's thread. */
  void announcePhase() {
    Reading<T> now = read();
    Phase before = announced;
    announced = now.phase();
    if (announced != before) {
      listener.phaseChanged(before, announced);
    }
    if (!watching && now.usable().isPresent()) {
      watching = true;
      timer.schedule(untilNextPhase(now).plus(TICK), this::watch);
    }
  }

  private void watch() {
    watching = false;
    announcePhase();
  }

  private Duration untilNextPhase(Reading<T> now) {
    boolean staleNext = now.phase() == Phase.FRESH && policy.flagging();
    Duration end = staleNext ? snapshot.belief().remainingFresh(timer) : life();
    return SyncPolicy.longer(end, Duration.ZERO);
  }
}

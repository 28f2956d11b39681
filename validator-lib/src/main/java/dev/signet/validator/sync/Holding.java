package dev.signet.validator.sync;

import dev.signet.validator.sync.Reading.Phase;
import dev.signet.validator.sync.Snapshot.Moment;
import java.time.Duration;
import java.util.Optional;
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
    Duration age = now.contact().until(Moment.now(timer));
    return new Reading<>(phase(now, age), now.value(), age);
  }

  /** How long the value may still be used; zero or less if it may not. */
  Duration life() {
    Reading<T> now = read();
    return now.phase() == Phase.EMPTY ? Duration.ZERO : policy.bound().minus(now.age());
  }

  /** Takes an answer; a value whose source confirms it is as good as a new one. */
  void install(Update<T> update) {
    Snapshot<T> before = snapshot;
    @Nullable T value = update.value().orElse(before.value());
    snapshot = before.installed(value, Moment.now(timer), policy.period(update.maxAge()));
    first.complete(true);
  }

  void fail(String error, SyncCounts counts) {
    snapshot = snapshot.failed(error, counts);
  }

  /**
   * Takes a value that an earlier run was given at this wall time.
   *
   * @throws RejectedUpdateException if that is in the future, too long ago, or before the contact
   *     of a value held
   */
  void restore(T value, long wallMillis, Optional<Duration> maxAge) throws RejectedUpdateException {
    Moment now = Moment.now(timer);
    Duration age = Duration.ofMillis(now.wallMillis() - wallMillis);
    if (age.plus(SyncPolicy.FUTURE_ALLOWANCE).isNegative()) {
      throw new RejectedUpdateException("from the future, by this clock");
    }
    if (age.compareTo(policy.bound()) > 0) {
      throw new RejectedUpdateException("older than " + policy.bound());
    }
    Snapshot<T> before = snapshot;
    Moment contact = now.minus(SyncPolicy.longer(age, Duration.ZERO));
    if (before.value() != null && contact.nanos() - before.contact().nanos() <= 0) {
      throw new RejectedUpdateException("older than what is held");
    }
    snapshot = before.restored(value, contact, policy.period(maxAge));
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
    Duration end = staleNext ? policy.overdue(snapshot.period()) : policy.bound();
    return SyncPolicy.longer(end.minus(now.age()), Duration.ZERO);
  }

  private Phase phase(Snapshot<T> now, Duration age) {
    if (age.compareTo(policy.bound()) > 0) {
      return Phase.EXPIRED;
    }
    boolean overdue = age.compareTo(policy.overdue(now.period())) > 0;
    return overdue && policy.flagging() ? Phase.STALE : Phase.FRESH;
  }
}

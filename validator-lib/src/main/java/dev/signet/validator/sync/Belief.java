package dev.signet.validator.sync;

import dev.signet.validator.sync.Reading.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Since when and for how long a value is believed; immutable.
 *
 * @param contact when the source last answered well
 * @param age how old its answer was then
 * @param life how long after the contact it may be used, whatever a policy allows
 * @param period the time between refreshes that its last answer asked for
 * @param freshNanos how long after the contact it is fresh; negative if it never was
 */
record Belief(Moment contact, Duration age, Duration life, Duration period, long freshNanos) {
  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration TICK = Duration.ofNanos(1);

  /** One moment on both clocks of a {@link SyncTimer}. */
  record Moment(long nanos, long wallMillis) {
    static Moment now(SyncTimer timer) {
      return new Moment(timer.nanoTime(), timer.wallMillis());
    }

    /** This moment, but so much earlier on both clocks. */
    Moment minus(Duration duration) {
      return new Moment(nanos - duration.toNanos(), wallMillis - duration.toMillis());
    }

    /**
     * Nanoseconds since this moment: the larger of what the two clocks say, so that neither a
     * suspended machine nor a wall clock that steps back makes a value look younger than it is.
     */
    long elapsed(long nanosNow, long wallMillisNow) {
      long byWall = TimeUnit.MILLISECONDS.toNanos(wallMillisNow - wallMillis);
      return Math.max(nanosNow - nanos, byWall);
    }
  }

  static Belief none() {
    return new Belief(new Moment(0, 0), Duration.ZERO, Duration.ZERO, Duration.ZERO, -1);
  }

  /** What an answer can be believed that came at this moment. */
  static Belief in(Update<?> answer, Moment contact, SyncPolicy policy) {
    Duration life =
        answer
            .expiresAt()
            .map(end -> Duration.between(Instant.ofEpochMilli(contact.wallMillis()), end))
            .map(time -> SyncPolicy.shorter(time, FOR_EVER))
            .orElse(FOR_EVER);
    Duration period = policy.period(answer.maxAge(), life);
    Duration fresh =
        policy.flagging()
            ? SyncPolicy.shorter(policy.overdue(period), policy.bound())
            : policy.bound();
    Duration freshAfterContact = SyncPolicy.shorter(fresh.minus(answer.age()), life.minus(TICK));
    return new Belief(contact, answer.age(), life, period, freshAfterContact.toNanos());
  }

  /** Whether it is fresh at this moment; allocates nothing, as most checks ask no more. */
  boolean isFresh(long nanosNow, long wallMillisNow) {
    return contact.elapsed(nanosNow, wallMillisNow) <= freshNanos;
  }

  /** Whether the source has not been asked when it should have been. */
  boolean isOverdue(SyncTimer timer, SyncPolicy policy) {
    return sinceContact(timer).compareTo(policy.overdue(period)) > 0;
  }

  /** Age of what the source said, not of the contact alone. */
  Duration age(SyncTimer timer) {
    return sinceContact(timer).plus(age);
  }

  Phase phase(SyncTimer timer, SyncPolicy policy) {
    Duration since = sinceContact(timer);
    if (since.toNanos() <= freshNanos) {
      return Phase.FRESH;
    }
    boolean ended = since.compareTo(life) >= 0 || since.plus(age).compareTo(policy.bound()) > 0;
    return ended ? Phase.EXPIRED : Phase.STALE;
  }

  /** How long it may still be used; zero or less if it may not. */
  Duration remaining(SyncTimer timer, SyncPolicy policy) {
    Duration since = sinceContact(timer);
    return SyncPolicy.shorter(policy.bound().minus(age), life).minus(since);
  }

  /** How long it is still fresh; zero or less if it is not. */
  Duration remainingFresh(SyncTimer timer) {
    return Duration.ofNanos(freshNanos).minus(sinceContact(timer));
  }

  private Duration sinceContact(SyncTimer timer) {
    return Duration.ofNanos(contact.elapsed(timer.nanoTime(), timer.wallMillis()));
  }
}

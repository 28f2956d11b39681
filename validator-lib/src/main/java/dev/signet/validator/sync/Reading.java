package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A synced value as it stands at one moment, with how far it can be trusted; immutable.
 *
 * @param <T> what is synced
 */
public final class Reading<T> {
  /** How far a value can be trusted. */
  public enum Phase {
    /** There is none yet. */
    EMPTY,
    /** The source answered as often as planned. */
    FRESH,
    /** A refresh is overdue; the value may still be used. */
    STALE,
    /** The value is older than the bound, or past its own end, and must not be used. */
    EXPIRED
  }

  private final Phase phase;
  private final @Nullable T value;
  private final Duration age;

  Reading(Phase phase, @Nullable T value, Duration age) {
    this.phase = phase;
    this.value = value;
    this.age = age;
  }

  /** How far the value can be trusted. */
  public Phase phase() {
    return phase;
  }

  /** The value if it may be used: in the phases fresh and stale. */
  public Optional<T> usable() {
    return phase == Phase.EXPIRED ? Optional.empty() : Optional.ofNullable(value);
  }

  /** Time since the source said so, by its last good answer; zero when there is no value. */
  public Duration age() {
    return age;
  }
}

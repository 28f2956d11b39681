package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source answered: a value or, when null, that the one held is still right. */
public final class Update<T> {
  private final @Nullable T value;
  private final Optional<Duration> maxAge;

  private Update(@Nullable T value, Optional<Duration> maxAge) {
    this.value = value;
    this.maxAge = maxAge;
  }

  /** A value to install. */
  public static <T> Update<T> of(T value, Optional<Duration> maxAge) {
    return new Update<>(value, maxAge);
  }

  /** The value held is confirmed. */
  public static <T> Update<T> unchanged(Optional<Duration> maxAge) {
    return new Update<>(null, maxAge);
  }

  /** The value to install, empty when nothing has changed. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** How long the source calls its answer fresh, if it says so. */
  public Optional<Duration> maxAge() {
    return maxAge;
  }
}

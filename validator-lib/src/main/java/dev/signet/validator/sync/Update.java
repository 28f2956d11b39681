package dev.signet.validator.sync;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered: a value or, when null, that the one held is still right; with what the
 * answer tells beside. Immutable.
 */
public final class Update<T> {
  private final @Nullable T value;
  private final Optional<Duration> maxAge;
  private final Optional<byte[]> document;
  private final Optional<ClockOffset> clockOffset;

  /**
   * How far our clock is ahead of the source's, by one answer.
   *
   * @param ahead positive when our clock is ahead
   * @param uncertainty how far off the estimate may be, at least 1 s
   */
  public record ClockOffset(Duration ahead, Duration uncertainty) {}

  private Update(
      @Nullable T value,
      Optional<Duration> maxAge,
      Optional<byte[]> document,
      Optional<ClockOffset> clockOffset) {
    this.value = value;
    this.maxAge = maxAge;
    this.document = document;
    this.clockOffset = clockOffset;
  }

  /** A value to install. */
  public static <T> Update<T> of(T value, Optional<Duration> maxAge) {
    return new Update<>(value, maxAge, Optional.empty(), Optional.empty());
  }

  /** The value held is confirmed. */
  public static <T> Update<T> unchanged(Optional<Duration> maxAge) {
    return new Update<>(null, maxAge, Optional.empty(), Optional.empty());
  }

  /** This update with the bytes that the value, new or confirmed, was read from. */
  public Update<T> readFrom(byte[] bytes) {
    return new Update<>(value, maxAge, Optional.of(bytes), clockOffset);
  }

  /** This update with an estimate of how far our clock is off, if its answer allows one. */
  public Update<T> withClockOffset(Optional<ClockOffset> offset) {
    return new Update<>(value, maxAge, document, offset);
  }

  /** The value to install, empty when nothing has changed. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** How long the source calls its answer fresh, if it says so. */
  public Optional<Duration> maxAge() {
    return maxAge;
  }

  /** The bytes that the value was read from, for a source that has such. */
  public Optional<byte[]> document() {
    return document;
  }

  /** How far our clock is off, if the answer tells. */
  public Optional<ClockOffset> clockOffset() {
    return clockOffset;
  }
}

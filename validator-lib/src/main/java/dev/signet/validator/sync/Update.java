package dev.signet.validator.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered: a value or, when null, that the one held is still right; with what the
 * answer tells beside. Immutable.
 */
public final class Update<T> {
  private final @Nullable T value;
  private final Optional<Duration> maxAge;
  private final Span span;
  private final Optional<byte[]> document;
  private final Optional<ClockOffset> clockOffset;

  /**
   * How far our clock is ahead of the source's, by one answer.
   *
   * @param ahead positive when our clock is ahead
   * @param uncertainty how far off the estimate may be, at least 1 s
   */
  public record ClockOffset(Duration ahead, Duration uncertainty) {}

  /** How old an answer was when it came, and when it ends. */
  private record Span(Duration age, Optional<Instant> expiresAt) {
    static final Span NEW_AND_ENDLESS = new Span(Duration.ZERO, Optional.empty());
  }

  private Update(
      @Nullable T value,
      Optional<Duration> maxAge,
      Span span,
      Optional<byte[]> document,
      Optional<ClockOffset> clockOffset) {
    this.value = value;
    this.maxAge = maxAge;
    this.span = span;
    this.document = document;
    this.clockOffset = clockOffset;
  }

  /** A value to install. */
  public static <T> Update<T> of(T value, Optional<Duration> maxAge) {
    return new Update<>(value, maxAge, Span.NEW_AND_ENDLESS, Optional.empty(), Optional.empty());
  }

  /** The value held is confirmed. */
  public static <T> Update<T> unchanged(Optional<Duration> maxAge) {
    return new Update<>(null, maxAge, Span.NEW_AND_ENDLESS, Optional.empty(), Optional.empty());
  }

  /**
   * This update, of an answer that was so old when it came and that ends at a time: belief counts
   * from what was said, whoever hands it on.
   */
  public Update<T> believed(Duration age, Instant expiresAt) {
    return new Update<>(
        value, maxAge, new Span(age, Optional.of(expiresAt)), document, clockOffset);
  }

  /** This update with the bytes that the value, new or confirmed, was read from. */
  public Update<T> readFrom(byte[] bytes) {
    return new Update<>(value, maxAge, span, Optional.of(bytes), clockOffset);
  }

  /** This update with an estimate of how far our clock is off, if its answer allows one. */
  public Update<T> withClockOffset(Optional<ClockOffset> offset) {
    return new Update<>(value, maxAge, span, document, offset);
  }

  /** How old the answer was when it came; zero if it was made for us. */
  public Duration age() {
    return span.age();
  }

  /** From when on the answer must not be used, whatever its age; empty if it has no end. */
  public Optional<Instant> expiresAt() {
    return span.expiresAt();
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

package dev.signet.validator.sync;

import java.io.IOException;
import java.time.Duration;

/** The source is busy and said when to come back (429 or 503 with {@code Retry-After}). */
public final class RetryLaterException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration after;

  /** Says who is busy, and the time it asked for. */
  public RetryLaterException(String message, Duration after) {
    super(message);
    this.after = after;
  }

  /** The time asked for, as it came: the policy clamps it. */
  public Duration after() {
    return after;
  }
}

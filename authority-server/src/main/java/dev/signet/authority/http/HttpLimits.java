package dev.signet.authority.http;

import java.time.Duration;
import java.util.List;

/**
 * How much of a request is read and how long is waited for it.
 *
 * @param bodyBytes largest request body, in bytes
 * @param headerBytes largest request head (line and fields), in bytes
 * @param formFields most fields of a form
 * @param fieldChars longest name or value of a form field, in characters
 * @param connections how many connections may be open at once; who comes then waits to be accepted
 * @param concurrentRequests how many requests may be inside at once, of those that need the
 *     database or the processor; see {@link Admission}
 * @param bodyTimeout how long a request head may take to arrive, and how long a body
 * @param idleTimeout how long a connection may be silent
 * @param stopTimeout how long a stop waits for requests in flight
 */
public record HttpLimits(
    int bodyBytes,
    int headerBytes,
    int formFields,
    int fieldChars,
    int connections,
    int concurrentRequests,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration stopTimeout) {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /**
   * 16 KiB of body, 8 KiB of header, 32 fields of 8 192 characters, 10 000 connections, 200
   * requests at once, 10 s for each time-out.
   */
  public static final HttpLimits DEFAULT =
      new HttpLimits(16_384, 8_192, 32, 8_192, 10_000, 200, TEN_SECONDS, TEN_SECONDS, TEN_SECONDS);

  /** How long a connection may be without a whole request head: silent, and then sending one. */
  Duration headWithin() {
    return idleTimeout.plus(bodyTimeout);
  }

  /** Checks that every limit is positive. */
  public HttpLimits {
    if (bodyBytes < 1
        || headerBytes < 1
        || formFields < 1
        || fieldChars < 1
        || connections < 1
        || concurrentRequests < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    for (Duration timeout : List.of(bodyTimeout, idleTimeout, stopTimeout)) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("time-outs must be positive");
      }
    }
  }
}

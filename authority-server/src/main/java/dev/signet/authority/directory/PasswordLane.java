package dev.signet.authority.directory;

import java.time.Duration;

/**
 * How many passwords are worked on at once, so that a flood of sign-ins cannot take all memory.
 *
 * @param width computations at the same time: 1 to 64; each takes the memory of its {@link
 *     Argon2Settings}
 * @param maxWait how long to wait for a free place, then the sign-in is refused as overloaded: 0 to
 *     30 seconds
 */
public record PasswordLane(int width, Duration maxWait) {
  private static final int MAX_WIDTH = 64;
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names it
   */
  public PasswordLane {
    if (width < 1 || width > MAX_WIDTH) {
      throw new IllegalArgumentException("width must be 1 to " + MAX_WIDTH);
    }
    if (maxWait.isNegative() || maxWait.compareTo(MAX_WAIT) > 0) {
      throw new IllegalArgumentException("maxWait must be 0 to 30 seconds");
    }
  }

  /** One place per processor, at most 64, and 2 seconds of waiting. */
  public static PasswordLane perProcessor() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new PasswordLane(Math.min(processors, MAX_WIDTH), Duration.ofSeconds(2));
  }
}

package dev.signet.authority.directory;

/**
 * How much work one Argon2id computation is, for passwords stored from now on. A stored password
 * keeps the settings it was made with.
 *
 * @param memoryKib memory of one computation in KiB: 64 to 1048576, and at least 8 per lane
 * @param iterations passes over the memory: 1 to 16
 * @param parallelism lanes: 1 to 16
 */
public record Argon2Settings(int memoryKib, int iterations, int parallelism) {

  /** What OWASP's Password Storage Cheat Sheet recommends: 19 MiB, 2 passes, 1 lane. */
  public static final Argon2Settings DEFAULT = new Argon2Settings(19456, 2, 1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names it
   */
  public Argon2Settings {
    checkRange("memoryKib", memoryKib, 64, 1 << 20);
    checkRange("iterations", iterations, 1, 16);
    checkRange("parallelism", parallelism, 1, 16);
    if (memoryKib < 8 * parallelism) {
      // RFC 9106 §3.1: the memory size is at least 8 * p KiB.
      throw new IllegalArgumentException("memoryKib must be at least 8 times parallelism");
    }
  }

  private static void checkRange(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(field + " must be " + min + " to " + max);
    }
  }
}

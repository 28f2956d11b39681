package dev.signet.authority.storage.sql;

import java.time.Duration;

/**
 * How an SQLite file is used.
 *
 * @param queueCapacity how many writes may wait; the next one is refused as overloaded. 1 to
 *     1000000
 * @param maxBatch how many writes share a transaction at most: 1 to 10000
 * @param busyTimeout how long to wait for another process that writes, in whole milliseconds: 0 to
 *     60 seconds
 */
public record SqliteSettings(int queueCapacity, int maxBatch, Duration busyTimeout) {

  /** 4096 waiting writes, 512 in a transaction, 5 seconds for another process. */
  public static final SqliteSettings DEFAULT = new SqliteSettings(4096, 512, Duration.ofSeconds(5));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names it
   */
  public SqliteSettings {
    checkRange("queueCapacity", queueCapacity, 1, 1_000_000);
    checkRange("maxBatch", maxBatch, 1, 10_000);
    checkRange("busyTimeout in milliseconds", busyTimeout.toMillis(), 0, 60_000);
  }

  private static void checkRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(field + " must be " + min + " to " + max);
    }
  }
}

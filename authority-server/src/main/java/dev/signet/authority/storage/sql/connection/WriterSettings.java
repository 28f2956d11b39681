package dev.signet.authority.storage.sql.connection;

/**
 * How writes are gathered.
 *
 * @param queueCapacity how many writes may wait; the next one is refused as overloaded. 1 to
 *     1000000
 * @param maxBatch how many writes share a transaction at most: 1 to 10000
 */
public record WriterSettings(int queueCapacity, int maxBatch) {

  /** 4096 waiting writes, 512 in a transaction. */
  public static final WriterSettings DEFAULT = new WriterSettings(4096, 512);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names it
   */
  public WriterSettings {
    checkRange("queueCapacity", queueCapacity, 1_000_000);
    checkRange("maxBatch", maxBatch, 10_000);
  }

  private static void checkRange(String field, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(field + " must be 1 to " + max);
    }
  }
}

package dev.signet.authority.storage.quota;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * Counts that all nodes over one store draw from: a bucket for each requestor, which holds its
 * limit at first and after a window without use, and fills evenly. Thread-safe.
 */
public interface SharedBuckets extends AutoCloseable {

  /**
   * Draws from a bucket as much as is there, up to an amount; of several nodes at once each draws
   * its own.
   *
   * @param requestor whose it is
   * @param rate what it holds and how it fills; another rate is another bucket
   * @param most the amount, at least 1
   * @throws dev.signet.authority.storage.StorageException when the store does not answer in a
   *     second or two; what was drawn then, if anything, is lost
   */
  Draw draw(String requestor, Rate rate, long most);

  /**
   * Forgets buckets that are full again, which changes nothing; none while the clock does not tell
   * the time.
   *
   * @param most how many at most
   * @return how many
   * @throws dev.signet.authority.storage.StorageException when the store fails
   */
  int purge(int most);

  /** Opens them on a clock that may refuse to tell the time, as by then throwing. */
  @FunctionalInterface
  interface Opener {
    /** Opens them; whoever does closes them. */
    SharedBuckets open(Supplier<Instant> time);
  }

  @Override
  void close();
}

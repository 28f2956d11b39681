package dev.signet.quota.count;

/** Counts calls by key; thread-safe. */
public interface Counts extends AutoCloseable {
  /**
   * Counts a call if its key has enough left.
   *
   * @throws LostCountException if the count cannot be reached in time; the call may have been
   *     counted all the same
   */
  Tally take(Call call);

  /** Gives up what it holds. */
  @Override
  void close();
}

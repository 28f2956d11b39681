package dev.signet.authority.storage.assertion;

import java.time.Instant;

/** Remembers the assertions that were used. Thread-safe, across all processes over one store. */
public interface AssertionLog {

  /**
   * Takes down a use, unless the same assertion was used before: of several at once exactly one is
   * the first. When this returns, it is durable.
   *
   * @return whether it is the first
   * @throws dev.signet.authority.storage.StorageException.Overloaded when too many writes are
   *     waiting; nothing was kept
   * @throws dev.signet.authority.storage.StorageException when it could not be made durable
   */
  boolean isFirst(AssertionUse use);

  /**
   * Forgets uses of assertions that had expired before this time, the oldest first.
   *
   * @param most how many at most, at least 1
   * @return how many were forgotten; fewer than {@code most} when none is left
   * @throws dev.signet.authority.storage.StorageException when it could not be made durable
   */
  int purgeExpired(Instant before, int most);
}

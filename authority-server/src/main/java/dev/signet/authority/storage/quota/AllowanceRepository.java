package dev.signet.authority.storage.quota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what operators allow. Thread-safe.
 *
 * <p>Every method throws a {@code StorageException} when the store fails, and those that write its
 * {@code Overloaded} when too many writes are waiting; then nothing was changed. When one of those
 * returns, the change is durable.
 */
public interface AllowanceRepository {

  /**
   * Changes the allowance of a consumer, or gives it one, in one step: of several changes at once
   * each is made, in some order.
   *
   * @return the allowance after it; empty if there was none and the change is not whole, and then
   *     nothing was changed
   * @throws dev.signet.authority.storage.StorageException also if what is there is damaged
   */
  Optional<AllowanceRecord> change(AllowanceChange change);

  /**
   * Finds the allowance of a consumer.
   *
   * @throws dev.signet.authority.storage.StorageException also if it is damaged; the message names
   *     the consumer and the fix
   */
  Optional<AllowanceRecord> find(String consumer);

  /**
   * Some of those that there are, in the order of their names; also damaged ones.
   *
   * @param after begins behind this name; empty begins with the first
   * @param most how many at most, at least 1
   */
  List<KeptAllowance> page(String after, int most);

  /**
   * Those for calls that are live and were changed at a time or later: the latest first, of one
   * second in the order of their names; also damaged ones.
   *
   * @param most how many at most, at least 1
   */
  List<KeptAllowance> liveSince(Instant time, int most);

  /** Forgets the allowance of a consumer; returns whether there was one. */
  boolean remove(String consumer);
}

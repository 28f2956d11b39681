package dev.signet.authority.storage.guessing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Keeps what waits after failed attempts, and from where names signed in well. Thread-safe.
 *
 * <p>Every method throws a {@code StorageException} when the store fails, and those that write its
 * {@code Overloaded} when too many writes are waiting; then nothing was changed. When one of those
 * returns, the change is durable.
 */
public interface GuessRepository {
  /** So many addresses are kept of each name: those it was seen at last. */
  int ADDRESSES_OF_A_NAME = 16;

  /**
   * Takes records and addresses down, all in one transaction. A record stays as it is where one is
   * kept that is clear later or as late; so does one whose name or address was forgiven at its last
   * failure or after it. Of an address the latest time counts.
   *
   * @param latestClear no record is clear later by a clock that is right; one that is kept and says
   *     so gives way
   */
  void takeDown(
      Collection<GuessRecord> records, Collection<KnownAddress> addresses, Instant latestClear);

  /** The records that were taken down then or later, at most so many: the latest, latest first. */
  List<GuessRecord> changedSince(Instant time, int most);

  /**
   * The records that wait beyond a time, and not beyond the latest that can be; at most so many:
   * those that wait longest, first.
   */
  List<GuessRecord> waitingAt(Instant time, Instant latest, int most);

  /** The addresses that were seen then or later, at most so many: the latest, latest first. */
  List<KnownAddress> addressesSince(Instant time, int most);

  /**
   * Forgives all failures of a name, or all from an address, up to a time; whoever follows the
   * changes learns of it.
   *
   * @param key an account or an address
   * @return how many records waited beyond that time and do no longer
   */
  int lift(GuessKey key, Instant at);

  /**
   * Forgets records that were clear, and addresses that were seen, before a time.
   *
   * @param clearBefore such records go
   * @param clearAfter and so do such
   * @param seenBefore such addresses go
   * @param most how many of either at most
   * @return how many went
   */
  int purge(Instant clearBefore, Instant clearAfter, Instant seenBefore, int most);
}

package dev.signet.authority.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps revocations: the handle that may write. Thread-safe. */
public interface RevocationRepository {

  /**
   * What became of a revocation.
   *
   * @param revocation the one in force
   * @param isNew whether it was added; not if the token was revoked already
   */
  record Addition(RevocationRecord revocation, boolean isNew) {}

  /**
   * Adds a revocation; when this returns, it is durable and readers see it. A token that is revoked
   * already stays as it is.
   *
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was added
   * @throws StorageException when it could not be made durable
   */
  Addition add(NewRevocation revocation);

  /**
   * Reverses a revocation; when this returns, that is durable.
   *
   * @return what it was; empty if none of this {@code id} is in force
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was removed
   * @throws StorageException when it could not be made durable
   */
  Optional<RevocationRecord> remove(long id);

  /**
   * Removes what can concern no living token, as one change.
   *
   * @param at revocations that expire at this time or before
   * @param most how many, at least 1
   * @return what was removed
   * @throws StorageException when it could not be made durable; nothing was removed
   */
  List<RevocationRecord> removeExpired(Instant at, int most);

  /**
   * Begins another history: the last change has this number, the salt is a new one, and no way is
   * known from any state before. What is in force stays so.
   *
   * @return whether it did; not if the number of the last change is no less already
   * @throws StorageException when it could not be made durable; nothing was changed
   */
  boolean renumber(long change);

  /**
   * Forgets what was removed the longest ago; no way is known any more from the states before.
   *
   * @param keep of how many removed revocations to know still, at least 0
   * @param most how many to forget, at least 1
   * @return how many were forgotten
   * @throws StorageException when it could not be made durable; nothing was forgotten
   */
  int forgetRemoved(int keep, int most);

  /**
   * Keeps what validators report, each unless there is a later report of the same name, and forgets
   * old ones; all of it or nothing.
   *
   * @param forgetUntil what was seen at this time or before is forgotten
   * @throws StorageException when nothing could be kept
   */
  void saveReports(List<ValidatorReport> reports, Instant forgetUntil);
}

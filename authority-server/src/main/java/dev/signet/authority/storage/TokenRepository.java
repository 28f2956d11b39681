package dev.signet.authority.storage;

import java.time.Instant;

/** Keeps the records of issued tokens: the handle that may write. Thread-safe. */
public interface TokenRepository {

  /**
   * Keeps a record; when this returns, the record is durable and readers see it.
   *
   * <p>An interrupted thread still waits for the answer, and stays interrupted: a write that was
   * handed over can no longer be taken back.
   *
   * @throws StorageException.Duplicate when the {@code jti} is already there; a store that divides
   *     records by their expiry may see that only among those of about the same expiry
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was kept
   * @throws StorageException when the record could not be made durable
   */
  void add(TokenRecord record);

  /**
   * Deletes records whose expiry is before the given time, the oldest first. A record that expires
   * exactly then stays; a fraction of a second in {@code before} is cut. A store that deletes by
   * whole hours of expiry leaves those of the hour that {@code before} is in.
   *
   * @param maxRecords how many to delete at most in a step that issuing has to wait for; at least 1
   * @return how many were deleted, or about how many; fewer than {@code maxRecords} when no more
   *     are left
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was deleted
   * @throws StorageException when the deletion could not be made durable
   */
  int purgeExpired(Instant before, int maxRecords);
}

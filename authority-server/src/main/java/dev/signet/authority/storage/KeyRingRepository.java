package dev.signet.authority.storage;

/** Keeps the ring of signing keys that several nodes share. Thread-safe. */
public interface KeyRingRepository {

  /**
   * The ring as it is now; version 0 before the first change.
   *
   * @throws StorageException when it cannot be read
   */
  KeyRingRecord find();

  /**
   * Keeps another ring, all of it or nothing, if the one of the version before is still there.
   *
   * @param next the ring with the version that follows the expected one
   * @return whether it was; otherwise nothing changed, as another was faster
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was changed
   * @throws StorageException when it could not be made durable
   */
  boolean replace(KeyRingRecord next);
}

package dev.signet.authority.storage;

/** Keeps consumers: the handle that may write. Thread-safe. */
public interface ConsumerRepository {

  /**
   * Keeps a new consumer; when this returns, it is durable and readers see it.
   *
   * @throws StorageException.Duplicate when the name is taken, by an application or a user
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was kept
   * @throws StorageException when it could not be made durable
   */
  void add(ConsumerRecord consumer);

  /**
   * Replaces the consumer of the same name; when this returns, the change is durable.
   *
   * @throws StorageException.Absent when there is no consumer of that name
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was changed
   * @throws StorageException when it could not be made durable
   */
  void replace(ConsumerRecord consumer);
}

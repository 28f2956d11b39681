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
   * Lets a consumer authenticate or not, and changes nothing else, as each change here: of two at
   * the same time neither undoes the other. When this returns, the change is durable.
   *
   * @throws StorageException.Absent when there is no consumer of that name
   * @throws StorageException.Overloaded when too many writes are waiting; nothing was changed
   * @throws StorageException when it could not be made durable
   */
  void setEnabled(String name, boolean enabled);

  /** Replaces the stored credential of a consumer; as {@link #setEnabled}. */
  void setCredential(String name, String credential);

  /** Says what the tokens of a consumer must be bound to; as {@link #setEnabled}. */
  void setBound(String name, TokenRights.Bound bound);
}

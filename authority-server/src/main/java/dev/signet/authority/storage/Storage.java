package dev.signet.authority.storage;

/**
 * An open store, with one handle for each kind of user.
 *
 * <p>Thread-safe. Whoever opened it closes it.
 */
public interface Storage extends AutoCloseable {

  /** The handle that keeps the records of tokens. */
  TokenRepository tokens();

  /** The handle that only finds the records of tokens. */
  TokenReader tokenReader();

  /** The handle that keeps consumers. */
  ConsumerRepository consumers();

  /** The handle that only finds consumers. */
  ConsumerReader consumerReader();

  /** The handle that keeps revocations. */
  RevocationRepository revocations();

  /** The handle that only finds revocations. */
  RevocationReader revocationReader();

  /** The handle that keeps the ring of signing keys. */
  KeyRingRepository keyRing();

  /**
   * Makes one durable write, and so proves that a record could be kept now.
   *
   * @throws StorageException when a durable write is not possible now
   */
  void probe();

  /**
   * Finishes the writes that were handed over, then closes. Later writes are refused with a {@link
   * StorageException}; a second call does nothing.
   */
  @Override
  void close();
}

package dev.signet.authority.directory;

import java.util.Optional;

/** Knows the consumers that may ask for tokens. Implementations are thread-safe. */
public interface ConsumerDirectory {

  /**
   * Authenticates a consumer by name and secret.
   *
   * <p>Empty when the name is unknown, the secret is wrong or the consumer is disabled. The answer
   * and the work behind it are the same in all three cases: the form of the presented secret alone
   * decides what is computed, so that neither tells whether a name is an application, a user or
   * nothing.
   *
   * @throws DirectoryOverloadedException when too many passwords are being checked already
   * @throws DirectoryUnavailableException when a directory elsewhere does not answer
   * @throws dev.signet.authority.storage.StorageException when the consumers cannot be read
   */
  Optional<Consumer> authenticate(String name, String secret);

  /**
   * Finds a consumer without authenticating it; empty when it is unknown or disabled.
   *
   * @throws DirectoryOverloadedException when too many are being looked up already
   * @throws DirectoryUnavailableException when a directory elsewhere does not answer
   * @throws dev.signet.authority.storage.StorageException when the consumers cannot be read
   */
  Optional<Consumer> find(String name);

  /**
   * Whether there is a consumer of this name, be it disabled; true too where that cannot be told.
   *
   * @throws dev.signet.authority.storage.StorageException when the consumers cannot be read
   */
  boolean knows(String name);
}

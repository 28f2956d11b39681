package dev.signet.authority.storage;

import java.util.Optional;

/** Finds revocations: a handle that cannot write. Thread-safe. */
public interface RevocationReader {

  /**
   * The number of the last change; each change has the number after the one before it.
   *
   * @throws StorageException when it cannot be read
   */
  long lastChange();

  /**
   * What led from a state to the present one; from 0, all that is in force. Empty if the way from
   * there is not known: the number was never reached, or what was removed since is forgotten.
   *
   * @throws StorageException when it cannot be read
   */
  Optional<RevocationChanges> changesSince(long change);
}

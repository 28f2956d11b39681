package dev.signet.authority.storage.credential;

import java.time.Instant;
import java.util.List;

/**
 * Finds the credentials of clients: a handle that cannot write. Thread-safe.
 *
 * <p>Each method throws a {@code StorageException} when they cannot be read.
 */
public interface CredentialReader {
  /** All of a client, expired ones too, the oldest first; none for an unknown name or a user. */
  List<CredentialRecord> find(String consumer);

  /** Those of all clients whose expiry lies after the one time and not after the other. */
  List<CredentialRecord> expiring(Instant after, Instant until);
}

package dev.signet.authority.storage;

import java.util.Optional;

/** Finds the records of issued tokens: a handle that cannot write. Thread-safe. */
public interface TokenReader {

  /**
   * Finds the record of a token, expired or not; empty when there is none (any more).
   *
   * @throws StorageException when the records cannot be read
   */
  Optional<TokenRecord> find(String jti);

  /**
   * Counts all records. Takes time in proportion to their number: meant for people, not for each
   * request.
   *
   * @throws StorageException when the records cannot be read
   */
  long count();
}

package dev.signet.authority.storage;

import java.util.List;
import java.util.Optional;

/** Finds consumers: a handle that cannot write. Thread-safe. */
public interface ConsumerReader {

  /**
   * Finds a consumer by its exact name; case counts.
   *
   * @throws StorageException when the consumers cannot be read
   */
  Optional<ConsumerRecord> find(String name);

  /**
   * All consumers of a kind, in the order of their names.
   *
   * @throws StorageException when the consumers cannot be read
   */
  List<ConsumerRecord> list(ConsumerKind kind);
}

package dev.signet.authority.storage;

import java.time.Instant;
import java.util.List;
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
   * All that is in force, told as what led there from 0.
   *
   * @throws StorageException when it cannot be read
   */
  RevocationChanges all();

  /**
   * What led from a state to the present one. Empty if the way from there is not known: the number
   * was never reached, or is one of an earlier history, or what was removed since is forgotten.
   *
   * @throws StorageException when it cannot be read
   */
  Optional<RevocationChanges> changesSince(long change);

  /**
   * What is in force, by ascending {@code id}.
   *
   * @param after only what has a greater {@code id}
   * @param most how many, at least 1
   * @throws StorageException when it cannot be read
   */
  List<RevocationRecord> inForce(long after, int most);

  /**
   * The latest time before which any rule in force takes tokens back; empty if there is no rule.
   *
   * @throws StorageException when it cannot be read
   */
  Optional<Instant> cutOff();

  /**
   * What the validators reported that were seen at a time or after it, by ascending name.
   *
   * @throws StorageException when it cannot be read
   */
  List<ValidatorReport> reports(Instant seenSince);
}

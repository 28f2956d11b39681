package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What led from one state of the revocations to the present one; immutable.
 *
 * @param from the number of the change that it leads from
 * @param to the number of the last change
 * @param salt 32 hexadecimal digits, made at random for this history of changes
 * @param added what was added since and is in force, by ascending {@code id}
 * @param removed what was in force and is no more, by ascending {@code id}
 */
public record RevocationChanges(
    long from, long to, String salt, List<RevocationRecord> added, List<RevocationRecord> removed) {
  /** Copies the lists. */
  public RevocationChanges {
    requireNonNull(salt, "salt");
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }
}

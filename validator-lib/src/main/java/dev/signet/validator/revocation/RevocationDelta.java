package dev.signet.validator.revocation;

import dev.signet.validator.document.Validity;
import java.util.List;
import java.util.Set;

/**
 * The way from one list to a later one, as it was signed; immutable.
 *
 * @param from the {@code seq} that it begins at
 * @param to the {@code seq} that it leads to, not less; the same if it only renews
 * @param salt of the lists on both ends; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // deltas are applied, never compared
record RevocationDelta(
    long from, long to, byte[] salt, Added added, Removed removed, Validity validity) {

  /** What is new. */
  record Added(TokenNames tokens, List<RevocationRule> rules) {}

  /** What has gone; rules by their ids. */
  record Removed(TokenNames tokens, Set<Long> rules) {}

  boolean changesNothing() {
    return added.tokens().size() + removed.tokens().size() == 0
        && added.rules().isEmpty()
        && removed.rules().isEmpty();
  }
}

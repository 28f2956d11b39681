package dev.signet.validator.revocation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.signet.validator.keys.VerifyingKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * By which signed documents a list was reached: the size of the full one, and the deltas after it.
 * Together with the full one they prove it to a later run. Immutable.
 *
 * @param wholeChars the length of the full list
 * @param deltas those after it in their order, as they were signed
 * @param heartbeat whether the last of them changed nothing, so that the next takes its place
 * @param signers the keys of all
 */
record Trail(int wholeChars, List<String> deltas, boolean heartbeat, Set<VerifyingKey> signers) {
  private static final int MOST_CHARS = 1 << 20;

  /** Under this a list is so small that to fetch it whole again would save nothing. */
  private static final int LEAST_CHARS = 16 << 10;

  static Trail of(byte[] whole, VerifyingKey signer) {
    return new Trail(whole.length, List.of(), false, Set.of(signer));
  }

  Trail with(RevocationDelta delta, byte[] document) {
    List<String> longer = new ArrayList<>(deltas);
    if (heartbeat) {
      longer.remove(longer.size() - 1);
    }
    longer.add(new String(document, ISO_8859_1));
    Set<VerifyingKey> all = new HashSet<>(signers);
    all.add(delta.validity().signer());
    return new Trail(wholeChars, List.copyOf(longer), delta.from() == delta.to(), Set.copyOf(all));
  }

  /**
   * Whether a full list is wanted in its place: the deltas have outgrown it, or a key of it has
   * gone, so that a later run could not verify it.
   */
  boolean isWorn(Predicate<VerifyingKey> published) {
    int most = Math.min(MOST_CHARS, Math.max(LEAST_CHARS, wholeChars));
    return deltas.stream().mapToInt(String::length).sum() > most
        || !signers.stream().allMatch(published);
  }
}

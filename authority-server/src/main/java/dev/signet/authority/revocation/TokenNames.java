package dev.signet.authority.revocation;

import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The names of revoked tokens; numbers, as there may be a million of them. Immutable. */
final class TokenNames {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** Ascending as signed numbers, each once. */
  private final long[] sorted;

  private TokenNames(long[] sorted) {
    this.sorted = sorted;
  }

  /** The names of the tokens that some revocations concern, rules left aside. */
  static TokenNames of(List<RevocationRecord> records) {
    long[] names =
        records.stream()
            .filter(record -> record.target() instanceof OneToken)
            .mapToLong(record -> RevocationNames.ofToken(((OneToken) record.target()).jti()))
            .toArray();
    Arrays.sort(names);
    return new TokenNames(eachOnce(names));
  }

  /** How many there are. */
  int size() {
    return sorted.length;
  }

  /** These without some and with others, in one pass. */
  TokenNames with(TokenNames added, TokenNames removed) {
    long[] all = new long[sorted.length + added.sorted.length];
    int size = 0;
    int nextAdded = 0;
    int nextRemoved = 0;
    for (long name : sorted) {
      while (nextAdded < added.sorted.length && added.sorted[nextAdded] < name) {
        all[size++] = added.sorted[nextAdded++];
      }
      while (nextRemoved < removed.sorted.length && removed.sorted[nextRemoved] < name) {
        nextRemoved++;
      }
      boolean isRemoved =
          nextRemoved < removed.sorted.length && removed.sorted[nextRemoved] == name;
      if (!isRemoved) {
        all[size++] = name;
      }
    }
    int rest = added.sorted.length - nextAdded;
    System.arraycopy(added.sorted, nextAdded, all, size, rest);
    return new TokenNames(eachOnce(Arrays.copyOf(all, size + rest)));
  }

  /** What a list says of them: 8 bytes each, ascending as bytes, which have no sign. */
  String encode() {
    int firstPositive = Arrays.binarySearch(sorted, 0);
    int from = firstPositive >= 0 ? firstPositive : -firstPositive - 1;
    ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
    bytes.asLongBuffer().put(sorted, from, sorted.length - from).put(sorted, 0, from);
    return BASE64URL.encodeToString(bytes.array());
  }

  /** The numbers without repetitions, which are rare: two tokens of one name. */
  private static long[] eachOnce(long[] ascending) {
    int size = 0;
    for (long name : ascending) {
      if (size == 0 || ascending[size - 1] != name) {
        ascending[size++] = name;
      }
    }
    return size == ascending.length ? ascending : Arrays.copyOf(ascending, size);
  }
}

package dev.signet.validator.revocation;

import dev.signet.validator.document.Base64Url;
import dev.signet.validator.keys.Sha256;
import dev.signet.validator.sync.RejectedUpdateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of tokens, each the first 8 bytes of SHA-256 over a {@code jti}: 8 bytes of memory apiece.
 * Immutable and thread-safe.
 */
final class TokenNames {
  static final TokenNames NONE = new TokenNames(new long[0]);

  private static final int CHARS_OF_CHUNK = 32 << 10;
  private static final int BITS_OF_CHAR = 6;
  private static final int MAX_PROBES = 8;

  /** Ascending once the sign bit is flipped, so that signed numbers are in unsigned order. */
  private final long[] sorted;

  private TokenNames(long[] sorted) {
    this.sorted = sorted;
  }

  /** The name of the token with this {@code jti}, in the order of this class. */
  static long of(String jti) {
    byte[] hash = Sha256.of(jti.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getLong() ^ Long.MIN_VALUE;
  }

  /**
   * Reads names from base64url; a chunk at a time, as a million of them are 11 MB of text.
   *
   * @throws RejectedUpdateException unless they are whole, in ascending order and each there once
   */
  static TokenNames parse(String text) throws RejectedUpdateException {
    long bits = (long) BITS_OF_CHAR * text.length();
    long[] names = new long[(int) (bits / Long.SIZE)];
    if (bits - (long) names.length * Long.SIZE >= Byte.SIZE) {
      throw new RejectedUpdateException("tokens is not a sequence of 8 bytes each");
    }
    int read = 0;
    for (int from = 0; from < text.length(); from += CHARS_OF_CHUNK) {
      String chunk = text.substring(from, Math.min(from + CHARS_OF_CHUNK, text.length()));
      ByteBuffer bytes = ByteBuffer.wrap(Base64Url.decode("tokens", chunk));
      while (bytes.hasRemaining()) {
        names[read++] = bytes.getLong() ^ Long.MIN_VALUE;
      }
    }
    requireAscending(names);
    return new TokenNames(names);
  }

  int size() {
    return sorted.length;
  }

  /**
   * Whether a name is there. Hashes lie evenly, so a proportion tells where to look: about four
   * probes among a million. Names that do not are searched by halves.
   */
  boolean contains(long name) {
    int low = 0;
    int high = sorted.length - 1;
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      if (low > high || name < sorted[low] || name > sorted[high]) {
        return false;
      }
      int middle = proportional(name, low, high);
      if (sorted[middle] == name) {
        return true;
      }
      boolean above = sorted[middle] < name;
      low = above ? middle + 1 : low;
      high = above ? high : middle - 1;
    }
    return Arrays.binarySearch(sorted, low, high + 1, name) >= 0;
  }

  /**
   * These names with others and without some.
   *
   * @throws RejectedUpdateException if one to add is there, or one to remove is not
   */
  TokenNames with(TokenNames added, TokenNames removed) throws RejectedUpdateException {
    if (Arrays.stream(added.sorted).anyMatch(this::contains)) {
      throw new RejectedUpdateException("adds a token that is there");
    }
    if (!Arrays.stream(removed.sorted).allMatch(this::contains)) {
      throw new RejectedUpdateException("removes a token that is not there");
    }
    return added.size() + removed.size() == 0 ? this : merged(added.sorted, removed.sorted);
  }

  /** All of these but the removed ones, which are among them, and of the added, which are not. */
  private TokenNames merged(long[] added, long[] removed) {
    long[] merged = new long[sorted.length + added.length - removed.length];
    int to = 0;
    int nextAdded = 0;
    int nextRemoved = 0;
    for (long name : sorted) {
      while (nextAdded < added.length && added[nextAdded] < name) {
        merged[to++] = added[nextAdded++];
      }
      if (nextRemoved < removed.length && removed[nextRemoved] == name) {
        nextRemoved++;
      } else {
        merged[to++] = name;
      }
    }
    System.arraycopy(added, nextAdded, merged, to, added.length - nextAdded);
    return new TokenNames(merged);
  }

  boolean sameAs(TokenNames other) {
    return Arrays.equals(sorted, other.sorted);
  }

  private int proportional(long name, int low, int high) {
    double span = (double) sorted[high] - (double) sorted[low];
    double part = (double) name - (double) sorted[low];
    return span <= 0 ? low : Math.min(high, low + (int) (part / span * (high - low)));
  }

  private static void requireAscending(long[] names) throws RejectedUpdateException {
    for (int i = 1; i < names.length; i++) {
      if (names[i - 1] >= names[i]) {
        throw new RejectedUpdateException("tokens are not in ascending order, each once");
      }
    }
  }
}

package dev.signet.validator.cache;

import dev.signet.validator.Verdict;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.revocation.Revocable;
import dev.signet.validator.rules.TimeRules;
import dev.signet.validator.rules.TokenTimes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that verified before: what need not be computed again, and nothing that changes with time.
 *
 * <p>The key is the exact text, as the strict reader took it, so another spelling of the same token
 * is another token here. Whoever finds an entry must still judge the clock, the key, the
 * revocations and the age of both. Refusals are never kept. It belongs to one validator and so to
 * one set of rules; thread-safe, without a lock.
 *
 * <p>A table of small sets, as in a processor's cache: a text has its place in one of them and
 * takes it from whichever was used least recently there. Threads that add to one set at the same
 * moment may lose an entry or exceed its bytes by one until the next: that costs a verification or
 * some memory, and never an answer, as an entry is whole and never changes.
 */
public final class VerifiedTokens {
  /** Beside the text: maps, strings and times of the parsed token, measured and rounded up. */
  private static final int BYTES_OF_PARSED = 2048;

  private static final int WAYS = 8;

  /** Room for seven tokens of 800 characters, or for the longest that is read by default. */
  private static final int BYTES_OF_SET = 32 << 10;

  private static final int MAX_SETS = 1 << 17;

  /** A token is found by its end, where the signatures of two differ; all of it decides. */
  private static final int HASHED_CHARS = 8;

  private final int sets;
  private final long bytesOfSet;
  private final AtomicReferenceArray<@Nullable Verified> slots;
  private final AtomicLong added = new AtomicLong();

  /**
   * Makes a cache of about so many bytes, 0 for none; a set has room for the longest token unless
   * they are fewer.
   */
  public VerifiedTokens(long maxBytes, int maxTokenChars) {
    long setsThatFit = maxBytes / Math.max(BYTES_OF_SET, bytes(maxTokenChars));
    sets = maxBytes == 0 ? 0 : (int) Math.max(1, Math.min(MAX_SETS, setsThatFit));
    bytesOfSet = maxBytes / Math.max(1, sets);
    slots = new AtomicReferenceArray<>(sets * WAYS);
  }

  /** The token of exactly this text; null if it is not remembered. */
  public @Nullable Verified find(String token) {
    if (sets == 0) {
      return null;
    }
    int hash = hash(token);
    int first = firstSlot(hash);
    for (int i = first; i < first + WAYS; i++) {
      Verified known = slots.get(i);
      if (known != null && known.hash == hash && known.text.equals(token)) {
        known.use(added.get());
        return known;
      }
    }
    return null;
  }

  /** Remembers a token; what has ended by now is forgotten in its set, and in each set in turn. */
  public void add(Verified verified, long nowMillis) {
    long bytes = bytes(verified.text.length());
    if (bytes > bytesOfSet) {
      return;
    }
    long turn = added.incrementAndGet();
    verified.use(turn);
    int first = firstSlot(verified.hash);
    Predicate<Verified> over = old -> old.endMillis <= nowMillis || old.text.equals(verified.text);
    forgetIn(first, over);
    forgetIn((int) (turn % sets) * WAYS, over);
    slots.set(freeSlot(first, bytes), verified);
  }

  /** Forgets one token. */
  public void forget(String token) {
    if (sets > 0) {
      forgetIn(firstSlot(hash(token)), known -> known.text.equals(token));
    }
  }

  /** Forgets all tokens of a key that has gone. */
  public void forget(VerifyingKey key) {
    for (int set = 0; set < sets; set++) {
      forgetIn(set * WAYS, known -> known.key.equals(key));
    }
  }

  /** How many there are. */
  public long size() {
    long size = 0;
    for (int i = 0; i < slots.length(); i++) {
      size += slots.get(i) == null ? 0 : 1;
    }
    return size;
  }

  private void forgetIn(int first, Predicate<Verified> which) {
    for (int i = first; i < first + WAYS; i++) {
      Verified known = slots.get(i);
      if (known != null && which.test(known)) {
        // Another may stand there by now.
        slots.compareAndSet(i, known, null);
      }
    }
  }

  /** Forgets whichever were used least recently until there is room for another. */
  private int freeSlot(int first, long bytes) {
    while (true) {
      long bytesLeft = bytesOfSet;
      int free = -1;
      int oldest = first;
      long oldestUse = Long.MAX_VALUE;
      for (int i = first; i < first + WAYS; i++) {
        Verified known = slots.get(i);
        if (known == null) {
          free = free < 0 ? i : free;
          continue;
        }
        bytesLeft -= bytes(known.text.length());
        if (known.usedAt < oldestUse) {
          oldestUse = known.usedAt;
          oldest = i;
        }
      }
      if (free >= 0 && bytesLeft >= bytes) {
        return free;
      }
      slots.set(oldest, null);
    }
  }

  private int firstSlot(int hash) {
    return (int) (((hash & 0xffff_ffffL) * sets) >>> Integer.SIZE) * WAYS;
  }

  private static int hash(String text) {
    int hash = 0;
    for (int i = Math.max(0, text.length() - HASHED_CHARS); i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /** The text once, and up to twice again as claims in maps. */
  private static long bytes(int chars) {
    return BYTES_OF_PARSED + 3L * chars;
  }

  /**
   * A token whose signature verified.
   *
   * <p>All that a repeated check asks for stands in this one object, times included: such a check
   * mostly waits for memory.
   */
  public static final class Verified {
    private final String text;
    private final int hash;
    private final Verdict.Accepted accepted;
    private final VerifyingKey key;
    private final Revocable revocable;
    private final TokenTimes times;
    private final long startMillis;
    private final long endMillis;

    /** How many tokens had been added when it was last used; a lost write makes it older. */
    private long usedAt;

    /**
     * Makes an entry.
     *
     * @param accepted the verdict while keys and revocations are fresh
     * @param key the very key that verified it
     * @param revocable what a revocation list can name of it
     */
    public Verified(
        String text,
        Verdict.Accepted accepted,
        VerifyingKey key,
        Revocable revocable,
        TokenTimes times,
        TimeRules rules) {
      this.text = text;
      this.hash = hash(text);
      this.accepted = accepted;
      this.key = key;
      this.revocable = revocable;
      this.times = times;
      this.startMillis = rules.startMillis(times);
      this.endMillis = rules.endMillis(times);
    }

    /** The verdict while keys and revocations are fresh. */
    public Verdict.Accepted accepted() {
      return accepted;
    }

    /** The very key that verified it. */
    public VerifyingKey key() {
      return key;
    }

    /** What a revocation list can name of it. */
    public Revocable revocable() {
      return revocable;
    }

    /** The times that it claims. */
    public TokenTimes times() {
      return times;
    }

    /** Whether every rule on time lets it pass at this moment. */
    public boolean isTimely(long nowMillis) {
      return startMillis <= nowMillis && nowMillis < endMillis;
    }

    private void use(long at) {
      // Only when it differs: threads that share a token would take its line from each other.
      if (usedAt != at) {
        usedAt = at;
      }
    }
  }
}

package dev.signet.validator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.ClaimRules.Claimed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that verified before: what need not be computed again, and nothing that changes with time.
 *
 * <p>The key is the exact text, as the strict reader took it, so another spelling of the same token
 * is another token here. Whoever finds an entry must still judge the clock, the key and the age of
 * the keys. Refusals are never kept. It belongs to one validator and so to one set of rules;
 * thread-safe.
 */
final class VerifiedTokens {
  /** Beside the text: maps, strings and times of the parsed token, measured and rounded up. */
  private static final int BYTES_OF_PARSED = 2048;

  private final Cache<Text, Verified> tokens;
  private final boolean on;

  /** Makes a cache of about so many bytes; 0 for none. */
  VerifiedTokens(long maxBytes) {
    on = maxBytes > 0;
    tokens =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Text text, Verified verified) -> weight(text.text))
            .expireAfter(new UntilExpiry())
            // The caller's thread tidies up: a library starts none of its own for that.
            .executor(Runnable::run)
            .build();
  }

  /**
   * A token whose signature verified.
   *
   * @param key the very key that verified it
   * @param accepted the verdict while the keys are fresh
   * @param millisLeft how long after the check it expires
   */
  record Verified(Claimed claimed, VerifyingKey key, Verdict.Accepted accepted, long millisLeft) {}

  @Nullable Verified find(String token) {
    return on ? tokens.getIfPresent(new Text(token)) : null;
  }

  void add(String token, Verified verified) {
    if (on) {
      tokens.put(new Text(token), verified);
    }
  }

  /** Forgets one token. */
  void forget(String token) {
    tokens.invalidate(new Text(token));
  }

  /** Forgets all tokens of a key that has gone. */
  void forget(VerifyingKey key) {
    tokens.asMap().values().removeIf(verified -> verified.key().equals(key));
  }

  /** How many there are, once all tidying is done. */
  long size() {
    tokens.cleanUp();
    return tokens.estimatedSize();
  }

  private static int weight(String text) {
    // Once as text, and up to twice again as claims in maps.
    return BYTES_OF_PARSED + 3 * text.length();
  }

  /**
   * A text that is found by its end and decided by all of it: the end of a signature differs from
   * token to token, and hashing 800 characters costs more than comparing them.
   */
  private static final class Text {
    private static final int HASHED_CHARS = 12;

    private final String text;
    private final int hash;

    Text(String text) {
      this.text = text;
      int end = 0;
      for (int i = Math.max(0, text.length() - HASHED_CHARS); i < text.length(); i++) {
        end = 31 * end + text.charAt(i);
      }
      this.hash = end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** RFC 7519 §4.1.4 sets the end; neither reading nor replacing moves it. */
  private static final class UntilExpiry implements Expiry<Text, Verified> {
    @Override
    public long expireAfterCreate(Text text, Verified verified, long now) {
      return TimeUnit.MILLISECONDS.toNanos(verified.millisLeft());
    }

    @Override
    public long expireAfterUpdate(Text text, Verified verified, long now, long currentDuration) {
      return TimeUnit.MILLISECONDS.toNanos(verified.millisLeft());
    }

    @Override
    public long expireAfterRead(Text text, Verified verified, long now, long currentDuration) {
      return currentDuration;
    }
  }
}

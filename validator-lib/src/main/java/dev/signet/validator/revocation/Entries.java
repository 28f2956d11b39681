package dev.signet.validator.revocation;

import dev.signet.validator.sync.RejectedUpdateException;
import java.util.Arrays;

/** What a list says, apart from when and how long: tokens and rules. Immutable, thread-safe. */
final class Entries {
  private final byte[] salt;
  private final TokenNames tokens;
  private final RevocationRules rules;

  /** Stands for this object where holding it would hold its memory. */
  private final Object mark = new Object();

  /** Takes a salt that nobody changes. */
  Entries(byte[] salt, TokenNames tokens, RevocationRules rules) {
    this.salt = salt;
    this.tokens = tokens;
    this.rules = rules;
  }

  int size() {
    return tokens.size() + rules.size();
  }

  /**
   * Whether the token, one it was exchanged from, or a rule that concerns it is among these; one
   * that cannot be looked up is taken for one that is.
   */
  boolean name(Revocable token) {
    if (token.isClearedBy(mark)) {
      return false;
    }
    boolean named =
        !token.canBeLookedUp()
            || Arrays.stream(token.names()).anyMatch(tokens::contains)
            || rules.concern(token, salt);
    if (!named) {
      token.clearBy(mark);
    }
    return named;
  }

  /** These entries after a change. */
  Entries with(RevocationDelta delta) throws RejectedUpdateException {
    if (!Arrays.equals(salt, delta.salt())) {
      throw new RejectedUpdateException("a delta of another salt than the list held");
    }
    return delta.changesNothing()
        ? this
        : new Entries(
            salt,
            tokens.with(delta.added().tokens(), delta.removed().tokens()),
            rules.with(delta.added().rules(), delta.removed().rules()));
  }

  boolean sameAs(Entries other) {
    return this == other
        || (Arrays.equals(salt, other.salt)
            && tokens.sameAs(other.tokens)
            && rules.sameAs(other.rules));
  }
}

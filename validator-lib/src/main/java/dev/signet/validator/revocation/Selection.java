package dev.signet.validator.revocation;

import dev.signet.validator.document.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens a rule concerns: those that match every selector that is not null, and every token
 * where all are. Also what a token has to be matched: then it holds all that was asked for.
 */
record Selection(
    @Nullable Selector subject,
    @Nullable Selector clientId,
    @Nullable Selector keyId,
    @Nullable Selector audience) {
  static final int SUBJECT = 1;
  static final int CLIENT_ID = 2;
  static final int KEY_ID = 4;
  static final int AUDIENCE = 8;

  /** The selectors that are there, as a sum of the constants above. */
  int kinds() {
    return (subject == null ? 0 : SUBJECT)
        + (clientId == null ? 0 : CLIENT_ID)
        + (keyId == null ? 0 : KEY_ID)
        + (audience == null ? 0 : AUDIENCE);
  }

  /** This selection with an audience. */
  Selection withAudience(Selector selector) {
    return new Selection(subject, clientId, keyId, selector);
  }

  /** This selection without the selectors of other kinds. */
  Selection only(int kinds) {
    return new Selection(
        (kinds & SUBJECT) == 0 ? null : subject,
        (kinds & CLIENT_ID) == 0 ? null : clientId,
        (kinds & KEY_ID) == 0 ? null : keyId,
        (kinds & AUDIENCE) == 0 ? null : audience);
  }
}

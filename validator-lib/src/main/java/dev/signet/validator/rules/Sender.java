package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.Token;

/** Who presents a token: may it be presented so? Asked on every check, before the clock. */
@FunctionalInterface
public interface Sender {
  /** Whoever holds the text of the token: RFC 9449 §7.2, a bound token is no bearer token. */
  Sender BEARER =
      token -> {
        if (token.claims().containsKey("cnf")) {
          throw Refusal.of(Reason.BINDING_REQUIRED);
        }
      };

  /** Nobody: the token is only spoken of. What it is bound to must be understood all the same. */
  Sender NOBODY = Confirmations::read;

  /**
   * Refuses a token that this sender may not present. No signature is verified here.
   *
   * @throws Refusal such as {@code binding_required}
   */
  void judge(Token token) throws Refusal;
}

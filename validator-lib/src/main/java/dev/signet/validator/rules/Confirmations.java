package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.Token;
import dev.signet.validator.Token.Confirmation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads strictly what a token is bound to (RFC 7800 §3.1, RFC 8705 §3.1, RFC 9449 §6.1). */
public final class Confirmations {
  private static final Set<String> UNDERSTOOD = Set.of("jkt", "x5t#S256");

  /** SHA-256 in base64url without padding. */
  private static final int HASH_CHARS = 43;

  private Confirmations() {}

  /**
   * What the token is bound to; empty for a bearer token.
   *
   * @throws Refusal {@code malformed} if it is no object of hashes; {@code binding_required} if it
   *     is bound to nothing, or to something, that could be proven here
   */
  public static Optional<Confirmation> read(Token token) throws Refusal {
    Object cnf = token.claims().get("cnf");
    if (cnf == null) {
      return Optional.empty();
    }
    if (!(cnf instanceof Map<?, ?> members)) {
      throw Refusal.ofClaim(Reason.MALFORMED, "cnf");
    }
    // To be bound to one thing more than is checked is to be checked for too little.
    if (members.isEmpty() || !UNDERSTOOD.containsAll(members.keySet())) {
      throw Refusal.of(Reason.BINDING_REQUIRED);
    }
    for (Object value : members.values()) {
      if (!(value instanceof String text) || !isHash(text)) {
        throw Refusal.ofClaim(Reason.MALFORMED, "cnf");
      }
    }
    return token.confirmation();
  }

  private static boolean isHash(String text) {
    return text.length() == HASH_CHARS
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }
}

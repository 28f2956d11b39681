package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the scope claim (RFC 6749 §3.3), which is matched token by token and never as text. */
public final class Scopes {
  private Scopes() {}

  /** What the claim grants, in its order; nothing when it is missing or an empty text. */
  static Set<String> of(Claims claims) throws Refusal {
    Set<String> scopes = claims.texts("scope");
    if (claims.get("scope") instanceof String text) {
      // RFC 6749 §3.3: one space between tokens; an empty string grants nothing.
      scopes = text.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
    }
    for (String scope : scopes) {
      if (!isScopeToken(scope)) {
        throw Refusal.ofClaim(Reason.MALFORMED, "scope");
      }
    }
    return scopes;
  }

  /** RFC 6749 §3.3: {@code scope-token = 1*( %x21 / %x23-5B / %x5D-7E )}. */
  public static boolean isScopeToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}

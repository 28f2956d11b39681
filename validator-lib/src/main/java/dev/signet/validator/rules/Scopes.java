package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.json.TextSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the scope claim (RFC 6749 §3.3), which is matched token by token and never as text. */
final class Scopes {
  private Scopes() {}

  /** What the claim grants, in its order; nothing when it is missing or an empty text. */
  static Set<String> of(Claims claims) throws Refusal {
    Set<String> scopes =
        claims.get("scope") instanceof String text ? split(text) : claims.texts("scope");
    for (String scope : scopes) {
      if (!isScopeToken(scope)) {
        throw Refusal.ofClaim(Reason.MALFORMED, "scope");
      }
    }
    return scopes;
  }

  /** RFC 6749 §3.3: one space between tokens; an empty string grants nothing. */
  private static Set<String> split(String text) {
    int end = text.indexOf(' ');
    if (end < 0) {
      return text.isEmpty() ? Set.of() : Set.of(text);
    }
    Set<String> scopes = new LinkedHashSet<>();
    int start = 0;
    while (end >= 0) {
      scopes.add(text.substring(start, end));
      start = end + 1;
      end = text.indexOf(' ', start);
    }
    scopes.add(text.substring(start));
    return TextSet.taking(scopes);
  }

  /** RFC 6749 §3.3: {@code scope-token = 1*( %x21 / %x23-5B / %x5D-7E )}. */
  static boolean isScopeToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}

package dev.signet.validator;

import java.util.Optional;

/** Writes the {@code WWW-Authenticate} values of RFC 6750 §3, safely quoted. */
final class Challenge {
  private Challenge() {}

  /** A refusal for this reason, with its challenge. */
  static Verdict.Refused refuse(String realm, Reason reason, Optional<String> claim) {
    return new Verdict.Refused(reason, claim, Optional.of(bearer(realm) + error(reason)));
  }

  /** A refusal for want of a scope, naming the scope. */
  static Verdict.Refused insufficientScope(String realm, String scope) {
    String value = bearer(realm) + error(Reason.INSUFFICIENT_SCOPE) + ", scope=\"" + scope + '"';
    return new Verdict.Refused(Reason.INSUFFICIENT_SCOPE, Optional.empty(), Optional.of(value));
  }

  /** Refuses what could not stand in a challenge or could never match. */
  static void requireScopeToken(String scope) {
    if (!isScopeToken(scope)) {
      throw new IllegalArgumentException(
          "scope is not one scope-token: give one name, without spaces, quotes or backslashes");
    }
  }

  /** RFC 6749 §3.3: {@code scope-token = 1*( %x21 / %x23-5B / %x5D-7E )}. */
  static boolean isScopeToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
  }

  private static String error(Reason reason) {
    return switch (reason) {
      // RFC 6750 §3.1: a request without credentials gets no error code.
      case MISSING -> "";
      case MALFORMED_REQUEST -> ", error=\"invalid_request\"";
      case INSUFFICIENT_SCOPE -> ", error=\"insufficient_scope\"";
      default -> ", error=\"invalid_token\"";
    };
  }

  /** RFC 9110 §5.6.4: a quoted-string; what cannot stand in a header field becomes {@code _}. */
  private static String bearer(String realm) {
    StringBuilder quoted = new StringBuilder("Bearer realm=\"");
    for (int i = 0; i < realm.length(); i++) {
      char c = realm.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c < 0x20 || c > 0x7e ? '_' : c);
    }
    return quoted.append('"').toString();
  }
}

package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import java.net.URI;
import java.util.Optional;

/**
 * Writes the {@code WWW-Authenticate} values of RFC 6750 §3, safely quoted.
 *
 * <p>A challenge starts the same for every refusal of one validator, so the start is made once.
 */
public final class Challenge {
  /** How every challenge begins. */
  public static final String SCHEME = "Bearer ";

  private Challenge() {}

  /** Scheme, realm and, if there is any, where the metadata of the resource is (RFC 9728 §5.1). */
  public static String start(String realm, Optional<URI> resourceMetadata) {
    String start = SCHEME + "realm=" + quoted(realm);
    return resourceMetadata.isEmpty()
        ? start
        : start + ", resource_metadata=" + quoted(resourceMetadata.get().toASCIIString());
  }

  /** A refusal for this reason, with its challenge. */
  public static Verdict.Refused refuse(String start, Reason reason, Optional<String> claim) {
    return new Verdict.Refused(reason, claim, Optional.of(start + error(reason)));
  }

  /** A refusal for want of a scope, naming the scope. */
  public static Verdict.Refused insufficientScope(String start, String scope) {
    String value = start + error(Reason.INSUFFICIENT_SCOPE) + ", scope=\"" + scope + '"';
    return new Verdict.Refused(Reason.INSUFFICIENT_SCOPE, Optional.empty(), Optional.of(value));
  }

  /** Refuses what could not stand in a challenge or could never match. */
  public static void requireScopeToken(String scope) {
    if (!Scopes.isScopeToken(scope)) {
      throw new IllegalArgumentException(
          "scope is not one scope-token: give one name, without spaces, quotes or backslashes");
    }
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
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c < 0x20 || c > 0x7e ? '_' : c);
    }
    return quoted.append('"').toString();
  }
}

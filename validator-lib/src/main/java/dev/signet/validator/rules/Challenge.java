package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the {@code WWW-Authenticate} values of RFC 6750 §3 and RFC 9449 §7.1, safely quoted, and
 * the headers that go with them.
 *
 * <p>A challenge starts the same for every refusal of one validator, so the start is made once.
 */
public final class Challenge {
  private static final String BEARER = "Bearer ";
  private static final String DPOP = "DPoP ";

  private Challenge() {}

  /** Scheme, realm and, if there is any, where the metadata of the resource is (RFC 9728 §5.1). */
  public static String start(String realm, Optional<URI> resourceMetadata) {
    String start = BEARER + "realm=" + quoted(realm);
    return resourceMetadata.isEmpty()
        ? start
        : start + ", resource_metadata=" + quoted(resourceMetadata.get().toASCIIString());
  }

  /** The same for those who prove that they hold a key, by one of these algorithms. */
  public static String provenStart(String start, String algorithms) {
    return DPOP + start.substring(BEARER.length()) + ", " + algorithms(algorithms);
  }

  /** Also to be had by proving that one holds a key (RFC 9449 §7.2). */
  public static String orProven(String algorithms) {
    return ", " + DPOP + algorithms(algorithms);
  }

  private static String algorithms(String names) {
    return "algs=" + quoted(names);
  }

  /** Whether a challenge starts like this. */
  public static boolean isStart(String text) {
    return text.startsWith(BEARER) || text.startsWith(DPOP);
  }

  /** The verdict for a refusal: unavailable for a reason that passes. */
  public static Verdict answer(String start, Refusal refusal) {
    Reason reason = refusal.reason();
    return reason.retry() == Reason.Retry.LATER
        ? new Verdict.Unavailable(reason, refusal.retryAfter())
        : refuse(start, reason, refusal.claim());
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

  /** The headers of an answer with a challenge or a nonce, or both. */
  public static Map<String, String> headers(Optional<String> challenge, Optional<String> nonce) {
    Map<String, String> headers = new LinkedHashMap<>();
    challenge.ifPresent(value -> headers.put("WWW-Authenticate", value));
    if (nonce.isPresent()) {
      headers.put("DPoP-Nonce", nonce.get());
      // RFC 9449 §8.2: a stored answer would hand out a nonce that is no longer good.
      headers.put("Cache-Control", "no-store");
    }
    return Map.copyOf(headers);
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
      // RFC 9449 §7.1 and §9.
      case INVALID_PROOF, PROOF_REPLAYED -> ", error=\"invalid_dpop_proof\"";
      case NONCE_REQUIRED -> ", error=\"use_dpop_nonce\"";
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

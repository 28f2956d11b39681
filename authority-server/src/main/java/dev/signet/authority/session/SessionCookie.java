package dev.signet.authority.session;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie of a session. Its prefix has browsers take it from this host alone and over TLS (RFC
 * 6265bis §4.1.3.2); they take it from {@code http://localhost} too.
 */
final class SessionCookie {
  private static final String NAME = "__Host-signet-session";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

  private SessionCookie() {}

  /** Whether a request has one, whatever its value. */
  static boolean isIn(RequestOrigin origin) {
    return !values(origin).isEmpty();
  }

  /**
   * The value that a request brings.
   *
   * @throws OAuthException {@code invalid_request} if it brings several: one may be planted
   */
  static Optional<String> find(RequestOrigin origin) {
    List<String> values = values(origin);
    if (values.size() > 1) {
      throw OAuthException.invalidRequest("Send one cookie " + NAME);
    }
    return values.stream().findFirst();
  }

  private static List<String> values(RequestOrigin origin) {
    return origin.fields().all("Cookie").stream()
        .flatMap(field -> Arrays.stream(field.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(NAME + "="))
        .map(pair -> pair.substring(NAME.length() + 1))
        .toList();
  }

  /** What sets it, until the browser is closed. */
  static String setting(String value) {
    return NAME + "=" + value + ATTRIBUTES;
  }

  /** What removes it. */
  static String removing() {
    return NAME + "=; Max-Age=0" + ATTRIBUTES;
  }
}

package dev.signet.authority.token.explain;

import dev.signet.authority.http.Json;
import java.util.Map;

/**
 * A claim of the token that would be issued.
 *
 * @param name its name
 * @param value what it says
 * @param from where that comes from
 */
public record ClaimOrigin(String name, Object value, String from) {
  private static final Map<String, String> FROM =
      Map.of(
          "iss", "issuer",
          "sub", "the consumer",
          "client_id", "the consumer",
          "holder_type", "the directory",
          "aud", "the audience",
          "scope", "the scope",
          "iat", "the clock",
          "exp", "the clock and the lifetime",
          "may_act", "audiences.NAME.mayAct");

  static ClaimOrigin of(String name, Object value) {
    return new ClaimOrigin(name, value, FROM.getOrDefault(name, "a detail in the directory"));
  }

  /** It as JSON. */
  public Map<String, Object> json() {
    return Json.object("claim", name, "value", value, "from", from);
  }
}

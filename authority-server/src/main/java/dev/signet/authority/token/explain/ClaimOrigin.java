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
      Map.ofEntries(
          Map.entry("iss", "issuer"),
          Map.entry("sub", "the consumer"),
          Map.entry("client_id", "the consumer"),
          Map.entry("holder_type", "the directory"),
          Map.entry("aud", "the audience"),
          Map.entry("scope", "the scope"),
          Map.entry("iat", "the clock"),
          Map.entry("exp", "the clock and the lifetime"),
          Map.entry("may_act", "audiences.NAME.mayAct"),
          Map.entry("quota", "the calls"));

  static ClaimOrigin of(String name, Object value) {
    return new ClaimOrigin(name, value, FROM.getOrDefault(name, "a detail in the directory"));
  }

  /** It as JSON. */
  public Map<String, Object> json() {
    return Json.object("claim", name, "value", value, "from", from);
  }
}

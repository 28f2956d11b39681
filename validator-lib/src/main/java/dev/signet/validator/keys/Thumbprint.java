package dev.signet.validator.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The name that a key has by itself: SHA-256 over its required members (RFC 7638 §3). */
final class Thumbprint {
  private Thumbprint() {}

  /** The members are the required ones of their key type, none with a letter to escape. */
  static String of(Map<String, String> requiredMembers) {
    StringBuilder json = new StringBuilder("{");
    // RFC 7638 §3.3: in the order of their names, with no white space.
    for (Map.Entry<String, String> member : new TreeMap<>(requiredMembers).entrySet()) {
      json.append(json.length() == 1 ? "\"" : ",\"").append(member.getKey());
      json.append("\":\"").append(member.getValue()).append('"');
    }
    byte[] utf8 = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(utf8));
  }
}

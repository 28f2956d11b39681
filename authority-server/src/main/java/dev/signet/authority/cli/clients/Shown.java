package dev.signet.authority.cli.clients;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.validator.keys.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A credential as an operator reads it: never its secret, nor what is kept of a secret. */
final class Shown {
  private Shown() {}

  /** The kind, as the options of the command line write it. */
  static String kind(CredentialRecord credential) {
    return credential.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is compared with, in so far as it is public and short; empty of a secret. */
  static String fingerprint(CredentialRecord credential) {
    return switch (credential.kind()) {
      case SECRET -> "";
      case JWKS -> "sha256:" + sha256(credential.value());
      case CERTIFICATE -> "sha256:" + credential.value();
      case JWKS_URI, SUBJECT_DN, SAN_DNS, SAN_URI -> credential.value();
    };
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The whole of it. */
  static Map<String, Object> object(CredentialRecord credential, boolean valid) {
    Map<String, Object> object =
        Json.object(
            "id", credential.id(),
            "kind", kind(credential),
            "valid", valid,
            "created_at", credential.createdAt().toString());
    putTime(object, "expires_at", credential.expiresAt());
    putTime(object, "last_used_at", credential.lastUsedAt());
    putText(object, "fingerprint", fingerprint(credential));
    putText(object, "label", credential.label());
    return object;
  }

  static void putTime(Map<String, Object> object, String name, @Nullable Instant time) {
    putText(object, name, time == null ? "" : time.toString());
  }

  private static void putText(Map<String, Object> object, String name, String text) {
    if (!text.isEmpty()) {
      object.put(name, text);
    }
  }

  /** A name, filled up to the width of a column. */
  static String column(String name) {
    return String.format(Locale.ROOT, "%-15s", name);
  }
}

package dev.signet.authority.directory;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.TokenRights;
import java.util.Map;

/**
 * A consumer to be added.
 *
 * @param name 1 to 128 of {@code A-Z a-z 0-9 . _ @ : -}, the first no dash
 * @param rights what it may ask for
 * @param details what tokens say of it, by claim name. Strings: {@code name given_name family_name
 *     preferred_username email locale zoneinfo}; boolean: {@code email_verified}; lists of strings:
 *     {@code roles groups}. Together at most 1536 bytes as JSON, so that a token stays under 4 KiB
 */
public record NewConsumer(String name, TokenRights rights, Map<String, Object> details) {

  /**
   * Checks and copies the parts.
   *
   * @throws DirectoryException when the name or a detail breaks its rule
   */
  public NewConsumer {
    ConsumerName.check(name);
    requireNonNull(rights, "rights");
    details = Details.check(details);
  }
}

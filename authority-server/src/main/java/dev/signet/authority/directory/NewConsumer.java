package dev.signet.authority.directory;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.TokenRights;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A consumer to be added.
 *
 * @param name 1 to 128 of {@code A-Z a-z 0-9 . _ @ : -}, the first no dash
 * @param rights what it may ask for
 * @param provides the audiences that it serves as a provider, visible ASCII without spaces; empty
 *     if it is none
 * @param details what tokens say of it, by claim name. Strings: {@code name given_name family_name
 *     preferred_username email locale zoneinfo}; boolean: {@code email_verified}; lists of strings:
 *     {@code roles groups}. Together at most 1536 bytes as JSON, so that a token stays under 4 KiB
 */
public record NewConsumer(
    String name, TokenRights rights, List<String> provides, Map<String, Object> details) {

  /**
   * Checks and copies the parts.
   *
   * @throws DirectoryException when the name, an audience or a detail breaks its rule
   */
  public NewConsumer {
    ConsumerName.check(name);
    requireNonNull(rights, "rights");
    provides = checkProvides(provides);
    details = Details.check(details);
  }

  /** Of a consumer that is no provider; the same errors. */
  public NewConsumer(String name, TokenRights rights, Map<String, Object> details) {
    this(name, rights, List.of(), details);
  }

  private static List<String> checkProvides(List<String> audiences) {
    List<String> copy = List.copyOf(audiences);
    if (!copy.stream().allMatch(Text::isWord) || Set.copyOf(copy).size() < copy.size()) {
      throw new DirectoryException("provides: use visible ASCII without spaces, no audience twice");
    }
    return copy;
  }
}

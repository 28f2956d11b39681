package dev.signet.authority.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * What the authority must know of an issued token to revoke, introspect and account for it; never
 * the token itself.
 *
 * <p>Immutable. Lists and sets are copied and keep their order. Times are cut to whole seconds, as
 * they stand in the token.
 *
 * @param jti the token's identifier: 1 to 128 visible ASCII characters
 * @param subject whom the token speaks of
 * @param clientId the consumer to which it was issued
 * @param audience whom it is meant for: at least one name, visible ASCII without spaces, none twice
 * @param scopes the scope-tokens of <a
 *     href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 §3.3</a>; may be empty
 * @param issuedAt its {@code iat}, not before 1970
 * @param expiresAt its {@code exp}; at least one second after {@code issuedAt}
 * @param keyId the {@code kid} of the key that signed it
 * @param ancestors the {@code jti}s of the tokens it was exchanged from, newest first; at most 5
 */
public record TokenRecord(
    String jti,
    String subject,
    String clientId,
    List<String> audience,
    Set<String> scopes,
    Instant issuedAt,
    Instant expiresAt,
    String keyId,
    List<String> ancestors) {

  private static final int MAX_JTI_CHARS = 128;
  private static final int MAX_ANCESTORS = 5;

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException when a part breaks its rule; the message names the part
   */
  public TokenRecord {
    checkJti(jti, "jti");
    Rules.text(subject, "subject");
    Rules.text(clientId, "clientId");
    audience = Rules.words(audience, "audience");
    scopes = Rules.scopes(scopes);
    issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    Rules.word(keyId, "keyId");
    ancestors = Rules.words(ancestors, "ancestors");
    ancestors.forEach(ancestor -> checkJti(ancestor, "ancestors"));
    if (audience.isEmpty()) {
      throw new IllegalArgumentException("audience must name at least one provider");
    }
    if (issuedAt.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException("issuedAt must not be before 1970");
    }
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException("expiresAt must be at least one second after issuedAt");
    }
    if (ancestors.size() > MAX_ANCESTORS) {
      throw new IllegalArgumentException("ancestors must be at most " + MAX_ANCESTORS);
    }
  }

  /** Whether a token can have this {@code jti}. */
  public static boolean isJti(String text) {
    return Rules.isWord(text) && text.length() <= MAX_JTI_CHARS;
  }

  static void checkJti(String jti, String field) {
    if (Rules.word(jti, field).length() > MAX_JTI_CHARS) {
      throw new IllegalArgumentException(field + " must have at most 128 characters");
    }
  }
}

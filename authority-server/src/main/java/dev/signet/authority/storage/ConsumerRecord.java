package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A consumer as it is kept, its stored credential included.
 *
 * <p>Immutable. {@link #toString} leaves out the credential and the details.
 *
 * @param name the consumer's name, one name space for applications and users: visible ASCII
 * @param kind application or user
 * @param credential the hashed password of a user, in its text form; of an application the hash of
 *     the secret that it is added with, which becomes the first of its credentials, or {@link
 *     #NO_CREDENTIAL}
 * @param enabled whether it may authenticate
 * @param rights what it may ask for
 * @param provides the audiences that it serves as a provider; empty if it is none
 * @param details what tokens say of it: strings, booleans or lists of strings by claim name
 * @param createdAt when it was added, cut to whole seconds
 */
public record ConsumerRecord(
    String name,
    ConsumerKind kind,
    String credential,
    boolean enabled,
    TokenRights rights,
    List<String> provides,
    Map<String, Object> details,
    Instant createdAt) {

  /** Stands in place of a hash and matches nothing. */
  public static final String NO_CREDENTIAL = "none";

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException when a part breaks its rule; the message names the part
   */
  public ConsumerRecord {
    Rules.word(name, "name");
    requireNonNull(kind, "kind");
    Rules.word(credential, "credential");
    requireNonNull(rights, "rights");
    provides = Rules.words(provides, "provides");
    details = Rules.details(details);
    createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether a consumer can have this name. */
  public static boolean isName(String text) {
    return Rules.isWord(text);
  }

  /** The same consumer, enabled or not. */
  public ConsumerRecord withEnabled(boolean nowEnabled) {
    return new ConsumerRecord(
        name, kind, credential, nowEnabled, rights, provides, details, createdAt);
  }

  /** The same consumer with other rights. */
  public ConsumerRecord withRights(TokenRights newRights) {
    return new ConsumerRecord(
        name, kind, credential, enabled, newRights, provides, details, createdAt);
  }

  /** The same consumer with another stored credential. */
  public ConsumerRecord withCredential(String newCredential) {
    return new ConsumerRecord(
        name, kind, newCredential, enabled, rights, provides, details, createdAt);
  }

  @Override
  public String toString() {
    return "ConsumerRecord[name=" + name + ", kind=" + kind + ", enabled=" + enabled + "]";
  }
}

package dev.signet.authority.storage.credential;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a client proves who it is, as it is kept; a client may have several at once.
 *
 * <p>Immutable. {@link #toString} leaves out the value.
 *
 * @param consumer the client's name
 * @param id tells it from the others of the client: 1 to 32 of {@code a-z 0-9 -}
 * @param kind how it proves it
 * @param value what is compared with, 1 to 65536 characters; never a secret itself
 * @param label what an operator calls it, at most 100 characters on one line; empty if nothing
 * @param createdAt when it was added, cut to whole seconds
 * @param expiresAt from when on it proves nothing, cut to whole seconds; null if it has no end
 * @param lastUsedAt when it last proved something, about to the hour; null if never
 */
public record CredentialRecord(
    String consumer,
    String id,
    CredentialKind kind,
    String value,
    String label,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {
  /** The id of the secret that a client was added with. */
  public static final String FIRST = "first";

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\u2028\u2029]{0,100}");
  private static final int MAX_VALUE_CHARS = 65_536;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when a part breaks its rule; the message names the part
   */
  public CredentialRecord {
    requireNonNull(consumer, "consumer");
    requireNonNull(kind, "kind");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id must be 1 to 32 of a-z 0-9 -");
    }
    if (value.isBlank() || value.length() > MAX_VALUE_CHARS || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "value must have 1 to " + MAX_VALUE_CHARS + " characters, and no NUL");
    }
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException("label must have at most 100 characters, on one line");
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS);
    lastUsedAt = lastUsedAt == null ? null : lastUsedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether it proves something at this time: until its expiry, and at that moment no more. */
  public boolean isValidAt(Instant time) {
    return expiresAt == null || time.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return "CredentialRecord[" + consumer + "/" + id + ", " + kind + "]";
  }
}

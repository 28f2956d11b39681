package dev.signet.authority.directory;

import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What clients may prove themselves with at the moment. Thread-safe; a change in the store counts
 * from the next call on.
 *
 * <p>It says nothing of the client itself, which may be disabled: that is for {@link
 * ConsumerDirectory#find} to tell.
 */
public final class ClientCredentials {
  private final CredentialReader reader;
  private final CredentialUses uses;
  private final Clock clock;

  /**
   * Takes the parts.
   *
   * @param reader finds the credentials
   * @param uses remembers when one was used
   * @param clock tells which have expired
   */
  public ClientCredentials(CredentialReader reader, CredentialUses uses, Clock clock) {
    this.reader = reader;
    this.uses = uses;
    this.clock = clock;
  }

  /**
   * The credentials of a client that are of one of these kinds and have not expired, the oldest
   * first; none for an unknown name, for a text that is no name, and for a user.
   *
   * @throws dev.signet.authority.storage.StorageException when they cannot be read
   */
  public List<CredentialRecord> find(String name, Set<CredentialKind> kinds) {
    if (!ConsumerName.isValid(name)) {
      return List.of();
    }
    Instant now = clock.instant();
    return reader.find(name).stream()
        .filter(each -> kinds.contains(each.kind()) && each.isValidAt(now))
        .toList();
  }

  /** Tells that a client has proved who it is by one of them; returns at once. */
  public void used(CredentialRecord credential) {
    uses.remember(credential);
  }
}

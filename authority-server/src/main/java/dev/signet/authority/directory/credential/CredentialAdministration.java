package dev.signet.authority.directory.credential;

import dev.signet.authority.directory.DirectoryException;
import dev.signet.authority.directory.SecretHasher;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives clients credentials, lists them and lets them expire.
 *
 * <p>Thread-safe. Whoever calls records the audit event. Every method may throw a {@code
 * StorageException} when the store fails, and a {@link DirectoryException} when there is no such
 * client.
 */
public final class CredentialAdministration {
  /** How many credentials that have not expired a client may have. */
  public static final int MOST = 5;

  private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int ID_CHARS = 8;

  private final Storage storage;
  private final SecretHasher secrets;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Takes the parts.
   *
   * @param storage where credentials are kept; not closed here
   * @param secrets makes and hashes secrets
   * @param clock tells when one was added or expires
   */
  public CredentialAdministration(Storage storage, SecretHasher secrets, Clock clock) {
    this.storage = storage;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Gives a client another secret of 256 random bits; those that it has stay valid.
   *
   * @throws DirectoryException when it has {@value #MOST} credentials already, or the label is bad
   */
  public NewSecret addSecret(String name, Terms terms) {
    requireClient(name);
    String secret = secrets.generate();
    Instant now = clock.instant();
    String hash = secrets.hash(secret);
    return new NewSecret(
        keep(record(name, CredentialKind.SECRET, hash, terms, now, terms.expiry(now, null))),
        secret);
  }

  /**
   * Registers keys or a certificate of a client.
   *
   * @throws DirectoryException when it has {@value #MOST} credentials already, the label is bad, or
   *     the certificate has expired
   */
  public CredentialRecord add(String name, PublicCredential credential, Terms terms) {
    requireClient(name);
    Instant now = clock.instant();
    Instant expiry = terms.expiry(now, credential.end());
    if (expiry != null && !now.isBefore(expiry)) {
      throw new DirectoryException("certificate: it expired on " + expiry + ": give a newer one");
    }
    return keep(record(name, credential.kind(), credential.value(), terms, now, expiry));
  }

  private CredentialRecord record(
      String name,
      CredentialKind kind,
      String value,
      Terms terms,
      Instant now,
      @Nullable Instant expiry) {
    try {
      return new CredentialRecord(name, newId(), kind, value, terms.label(), now, expiry, null);
    } catch (IllegalArgumentException e) {
      throw new DirectoryException(String.valueOf(e.getMessage()));
    }
  }

  private String newId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_CHARS; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private CredentialRecord keep(CredentialRecord credential) {
    if (!storage.credentials().add(credential, MOST)) {
      throw new DirectoryException(
          credential.consumer() + " has " + MOST + " credentials, as many as may be: expire one");
    }
    return credential;
  }

  /** All credentials of a client, expired ones too, the oldest first. */
  public List<CredentialRecord> list(String name) {
    requireClient(name);
    return storage.credentialReader().find(name);
  }

  /**
   * Lets a credential expire after a time, and never later than it would have.
   *
   * @param in the time; zero for now
   * @return when it does
   * @throws DirectoryException when there is none of this id, or it expires no later already
   */
  public Instant expire(String name, String id, Duration in) {
    CredentialRecord credential = get(name, id);
    Instant at = clock.instant().plus(in).truncatedTo(ChronoUnit.SECONDS);
    if (in.isZero()) {
      hideFromOlderPrograms(credential);
    }
    if (!storage.credentials().expire(name, id, at)) {
      throw new DirectoryException(
          "id: " + id + " expires at " + get(name, id).expiresAt() + " already");
    }
    return at;
  }

  /** While nodes of the version before still run, they ask the consumer's own record. */
  private void hideFromOlderPrograms(CredentialRecord credential) {
    ConsumerRecord client = requireClient(credential.consumer());
    if (client.credential().equals(credential.value())) {
      storage.consumers().setCredential(client.name(), ConsumerRecord.NO_CREDENTIAL);
    }
  }

  private CredentialRecord get(String name, String id) {
    return list(name).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new DirectoryException("id: " + name + " has no credential " + id));
  }

  private ConsumerRecord requireClient(String name) {
    return storage
        .consumerReader()
        .find(name)
        .filter(consumer -> consumer.kind() == ConsumerKind.APPLICATION)
        .orElseThrow(() -> new DirectoryException("name: there is no client " + name));
  }
}

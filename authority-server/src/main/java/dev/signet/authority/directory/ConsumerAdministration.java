package dev.signet.authority.directory;

import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.ConsumerRepository;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRights;
import java.time.Clock;
import java.util.List;

/**
 * Adds consumers and changes them.
 *
 * <p>Thread-safe; of two changes to one consumer at the same time neither undoes the other. Whoever
 * calls records the audit event. Every method may throw a {@link StorageException} when the store
 * fails, and those that take a password a {@link DirectoryOverloadedException}.
 */
public final class ConsumerAdministration {
  private final ConsumerReader reader;
  private final ConsumerRepository repository;
  private final Credentials credentials;
  private final Clock clock;

  /**
   * Takes the parts.
   *
   * @param storage where consumers are kept; not closed here
   * @param credentials makes and hashes their secrets
   * @param clock tells when a consumer was added
   */
  public ConsumerAdministration(Storage storage, Credentials credentials, Clock clock) {
    this.reader = storage.consumerReader();
    this.repository = storage.consumers();
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Adds an application with a secret of 256 random bits, the first of its credentials.
   *
   * @return the secret; it is kept as a hash only, so this is the one time to see it
   * @throws DirectoryException when the name is taken
   */
  public String addApplication(NewConsumer application) {
    String secret = credentials.secrets().generate();
    add(application, ConsumerKind.APPLICATION, credentials.secrets().hash(secret));
    return secret;
  }

  /**
   * Adds an application that cannot authenticate until it is given a credential.
   *
   * @throws DirectoryException when the name is taken
   */
  public void addApplicationWithoutSecret(NewConsumer application) {
    add(application, ConsumerKind.APPLICATION, ConsumerRecord.NO_CREDENTIAL);
  }

  /**
   * Adds a user.
   *
   * @param password 8 to 256 characters, none of them a control character, and not of the form of a
   *     generated secret
   * @throws DirectoryException when the name is taken or the password breaks a rule
   */
  public void addUser(NewConsumer user, String password) {
    add(user, ConsumerKind.USER, credentials.hashNewPassword(password));
  }

  private void add(NewConsumer consumer, ConsumerKind kind, String credential) {
    ConsumerRecord record =
        new ConsumerRecord(
            consumer.name(),
            kind,
            credential,
            true,
            consumer.rights(),
            consumer.provides(),
            consumer.details(),
            clock.instant());
    try {
      repository.add(record);
    } catch (StorageException.Duplicate e) {
      throw new DirectoryException("name: " + consumer.name() + " is taken, choose another");
    }
  }

  /**
   * Lets a consumer authenticate no more. Tokens it already has stay valid until they expire or are
   * revoked. Without effect when it is disabled already.
   *
   * @throws DirectoryException when there is no such consumer
   */
  public void disable(String name) {
    repository.setEnabled(get(name).name(), false);
  }

  /**
   * Lets a consumer authenticate again, with what it had that has not expired.
   *
   * @throws DirectoryException when there is no such consumer
   */
  public void enable(String name) {
    repository.setEnabled(get(name).name(), true);
  }

  /**
   * Says what the tokens of a consumer must be bound to from now on. Those that it has stay as they
   * are.
   *
   * @throws DirectoryException when there is no such consumer
   */
  public void bind(String name, TokenRights.Bound bound) {
    repository.setBound(get(name).name(), bound);
  }

  /**
   * Replaces the password of a user.
   *
   * @param password as for {@link #addUser}
   * @throws DirectoryException when there is no such user or the password breaks a rule
   */
  public void setPassword(String name, String password) {
    ConsumerRecord user = get(name);
    if (user.kind() != ConsumerKind.USER) {
      throw new DirectoryException("name: " + name + " is an application, it has no password");
    }
    repository.setCredential(name, credentials.hashNewPassword(password));
  }

  /** All consumers of a kind, disabled ones too, in the order of their names. */
  public List<ConsumerEntry> list(ConsumerKind kind) {
    return reader.list(kind).stream().map(ConsumerEntry::from).toList();
  }

  private ConsumerRecord get(String name) {
    return reader
        .find(ConsumerName.check(name))
        .orElseThrow(() -> new DirectoryException("name: there is no consumer " + name));
  }
}

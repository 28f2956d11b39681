package dev.signet.authority.directory;

import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The directory of the consumers in the authority's own store. Thread-safe. */
public final class StoredConsumerDirectory implements ConsumerDirectory {
  private static final Set<CredentialKind> SECRETS = Set.of(CredentialKind.SECRET);

  private final ConsumerReader consumers;
  private final ClientCredentials clients;
  private final Credentials credentials;

  /**
   * Takes the parts; a change in the store counts from the next call on.
   *
   * @param consumers finds the consumers
   * @param clients finds the secrets of applications
   * @param credentials compares what they present
   */
  public StoredConsumerDirectory(
      ConsumerReader consumers, ClientCredentials clients, Credentials credentials) {
    this.consumers = consumers;
    this.clients = clients;
    this.credentials = credentials;
  }

  /** The form of what is presented alone decides the work: what is looked up, and what computed. */
  @Override
  public Optional<Consumer> authenticate(String name, String secret) {
    Optional<ConsumerRecord> known = findEnabled(name);
    boolean proved =
        SecretHasher.hasSecretForm(secret)
            ? matchesASecret(name, secret, known.isPresent())
            : matchesThePassword(known, secret);
    return known.filter(consumer -> proved).map(Consumer::from);
  }

  /** One HMAC, compared with every secret that is valid now. */
  private boolean matchesASecret(String name, String secret, boolean enabled) {
    Predicate<String> matcher = credentials.secrets().matcher(secret);
    Optional<CredentialRecord> match =
        clients.find(name, SECRETS).stream().filter(each -> matcher.test(each.value())).findFirst();
    match.filter(each -> enabled).ifPresent(clients::used);
    return match.isPresent();
  }

  /** One Argon2id, even when there is nobody of that name: the work must not tell. */
  private boolean matchesThePassword(Optional<ConsumerRecord> known, String password) {
    String stored =
        known
            .filter(consumer -> consumer.kind() == ConsumerKind.USER)
            .map(ConsumerRecord::credential)
            .orElse("");
    return credentials.passwords().matches(password, stored);
  }

  @Override
  public Optional<Consumer> find(String name) {
    return findEnabled(name).map(Consumer::from);
  }

  @Override
  public boolean knows(String name) {
    return ConsumerName.isValid(name) && consumers.find(name).isPresent();
  }

  private Optional<ConsumerRecord> findEnabled(String name) {
    return ConsumerName.isValid(name)
        ? consumers.find(name).filter(ConsumerRecord::enabled)
        : Optional.empty();
  }
}

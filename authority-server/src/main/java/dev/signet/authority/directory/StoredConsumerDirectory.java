package dev.signet.authority.directory;

import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.ConsumerRecord;
import java.util.Optional;

/** The directory of the consumers in the authority's own store. Thread-safe. */
public final class StoredConsumerDirectory implements ConsumerDirectory {
  private final ConsumerReader consumers;
  private final Credentials credentials;

  /**
   * Takes the parts; a change in the store counts from the next call on.
   *
   * @param consumers finds the consumers
   * @param credentials compares what they present
   */
  public StoredConsumerDirectory(ConsumerReader consumers, Credentials credentials) {
    this.consumers = consumers;
    this.credentials = credentials;
  }

  @Override
  public Optional<Consumer> authenticate(String name, String secret) {
    Optional<ConsumerRecord> known = findEnabled(name);
    // Compared even when there is nobody of that name: the work must not tell.
    boolean matches = credentials.match(secret, known.map(ConsumerRecord::credential).orElse(""));
    return known.filter(consumer -> matches).map(Consumer::from);
  }

  @Override
  public Optional<Consumer> find(String name) {
    return findEnabled(name).map(Consumer::from);
  }

  private Optional<ConsumerRecord> findEnabled(String name) {
    return ConsumerName.isValid(name)
        ? consumers.find(name).filter(ConsumerRecord::enabled)
        : Optional.empty();
  }
}

package dev.signet.authority.directory;

import dev.signet.authority.storage.ConsumerRecord;
import java.time.Instant;

/**
 * A consumer as an administrator sees it.
 *
 * @param consumer the consumer
 * @param enabled whether it may authenticate
 * @param createdAt when it was added, in whole seconds
 */
public record ConsumerEntry(Consumer consumer, boolean enabled, Instant createdAt) {

  static ConsumerEntry from(ConsumerRecord kept) {
    return new ConsumerEntry(Consumer.from(kept), kept.enabled(), kept.createdAt());
  }
}

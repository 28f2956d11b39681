package dev.signet.authority.storage.quota;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an operator allows one consumer, in place of what the configuration allows. Immutable.
 *
 * @param consumer whom
 * @param issuing how many tokens it may be issued; null leaves that to the configuration
 * @param calls how many calls its tokens allow at each provider; null leaves that to the
 *     configuration
 * @param counted in which tokens {@code calls} stand: those that speak of it, or those issued to it
 * @param live whether providers should take a newer allowance without a new token
 * @param changedAt when an operator last changed it, cut to whole seconds
 */
public record AllowanceRecord(
    String consumer,
    @Nullable Rate issuing,
    @Nullable Rate calls,
    Counted counted,
    boolean live,
    Instant changedAt)
    implements KeptAllowance {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if it allows nothing, or no consumer can have the name
   */
  public AllowanceRecord {
    if (consumer.isEmpty()) {
      throw new IllegalArgumentException("consumer must not be empty");
    }
    if (issuing == null && calls == null) {
      throw new IllegalArgumentException("an allowance names issuing, calls or both");
    }
    requireNonNull(counted, "counted");
    changedAt = changedAt.truncatedTo(ChronoUnit.SECONDS);
  }
}

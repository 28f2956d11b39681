package dev.signet.authority.storage.quota;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes of the allowance of one consumer; what is null stays as it is.
 * Immutable.
 *
 * @param consumer whose
 * @param issuing how many tokens it may be issued
 * @param calls how many calls its tokens allow at each provider
 * @param counted in which tokens {@code calls} stand; where there was no allowance, those that
 *     speak of it
 * @param live whether providers should take a newer allowance without a new token; where there was
 *     no allowance, not
 * @param changedAt when, cut to whole seconds
 */
public record AllowanceChange(
    String consumer,
    @Nullable Rate issuing,
    @Nullable Rate calls,
    @Nullable Counted counted,
    @Nullable Boolean live,
    Instant changedAt) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if no consumer can have it
   */
  public AllowanceChange {
    if (consumer.isEmpty()) {
      throw new IllegalArgumentException("consumer must not be empty");
    }
    changedAt = changedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether it is enough for an allowance where there was none. */
  public boolean isWhole() {
    return issuing != null || calls != null;
  }
}

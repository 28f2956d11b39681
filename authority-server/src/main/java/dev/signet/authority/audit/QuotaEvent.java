package dev.signet.authority.audit;

import org.jspecify.annotations.Nullable;

/**
 * What happens to allowances: the part of {@link AuditEvent} that is about how much one may ask.
 */
public sealed interface QuotaEvent extends AuditEvent {
  /**
   * A token was refused to a requestor whose allowance was used up: {@code quota_exceeded}.
   *
   * @param consumer who was charged for it
   * @param limit how many tokens are allowed
   * @param window in how many seconds
   * @param requestId the request that was refused
   */
  record Exceeded(String consumer, long limit, long window, String requestId)
      implements QuotaEvent {
    @Override
    public String type() {
      return "quota_exceeded";
    }
  }

  /**
   * An operator gave a consumer an allowance: {@code quota_set}.
   *
   * @param consumer whom
   * @param issuing how many tokens in what time, such as {@code 100/PT1M}; null if that was left to
   *     the configuration
   * @param calls how many calls in what time; null likewise
   * @param counted {@code sub} or {@code client_id}
   * @param live whether providers should take it without a new token
   */
  record Set(
      String consumer,
      @Nullable String issuing,
      @Nullable String calls,
      String counted,
      boolean live)
      implements QuotaEvent {
    @Override
    public String type() {
      return "quota_set";
    }
  }

  /**
   * An operator left a consumer to the configuration again: {@code quota_cleared}.
   *
   * @param consumer whom
   */
  record Cleared(String consumer) implements QuotaEvent {
    @Override
    public String type() {
      return "quota_cleared";
    }
  }
}

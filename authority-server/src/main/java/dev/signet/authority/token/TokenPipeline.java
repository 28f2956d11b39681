package dev.signet.authority.token;

import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.binding.Binder;
import dev.signet.authority.quota.IssuingLimiter;

/**
 * The parts that a token request passes, in their order.
 *
 * @param authentication who asks
 * @param grants for whom the token will speak
 * @param policy what it will be good for
 * @param binder what it will be bound to, proved once it is charged for
 * @param limiter charges for it
 * @param issuer signs and records it, and knows who hears how long each step took
 */
public record TokenPipeline(
    ConsumerAuthentication authentication,
    Grants grants,
    TokenPolicy policy,
    Binder binder,
    IssuingLimiter limiter,
    TokenIssuer issuer) {
  IssueObserver observer() {
    return issuer.observer();
  }
}

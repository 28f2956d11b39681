package dev.signet.authority.token;

import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.binding.Binder;

/**
 * The parts that a token request passes, in their order.
 *
 * @param authentication who asks
 * @param grants for whom the token will speak
 * @param policy what it will be good for
 * @param binder what it will be bound to
 * @param issuer signs and records it
 * @param times hears how long that took
 */
public record TokenPipeline(
    ConsumerAuthentication authentication,
    Grants grants,
    TokenPolicy policy,
    Binder binder,
    TokenIssuer issuer,
    IssueTimes times) {}

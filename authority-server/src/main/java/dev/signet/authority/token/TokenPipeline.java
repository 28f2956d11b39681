package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatorChain;

/**
 * The parts that a token request passes, in their order.
 *
 * @param authenticators who asks
 * @param grants for whom the token will speak
 * @param policy what it will be good for
 * @param issuer signs and records it
 */
public record TokenPipeline(
    AuthenticatorChain authenticators, Grants grants, TokenPolicy policy, TokenIssuer issuer) {}

/**
 * Token exchange (RFC 8693): a client that was shown a token gets one for the provider behind it.
 *
 * <p>Owns the grant, the rules that say who may exchange what, and the checks that nothing is
 * widened. It judges no token itself: the validator that providers use does. Start reading at
 * {@link dev.signet.authority.token.exchange.TokenExchangeGrant}.
 */
@NullMarked
package dev.signet.authority.token.exchange;

import org.jspecify.annotations.NullMarked;

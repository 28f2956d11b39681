/**
 * What tokens are bound to, so that one that is stolen is worth nothing (RFC 9449, RFC 8705 §3).
 *
 * <p>Owns who must bind tokens to what, how a request offers a key or a certificate, and what a
 * token that is exchanged takes over. How a proof is read is the business of the validator's {@code
 * proof}; that providers demand the key again is theirs. Start reading at {@link
 * dev.signet.authority.binding.Binder}.
 */
@NullMarked
package dev.signet.authority.binding;

import org.jspecify.annotations.NullMarked;

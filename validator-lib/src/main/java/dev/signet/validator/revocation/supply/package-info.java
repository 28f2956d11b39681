/**
 * Tells a check whether its token is revoked, and how the revocations stand; hidden from users of
 * the library.
 *
 * <p>Owns what a verdict and a state make of a list that is missing or too old, and what the host
 * hears of it. What a list says is {@code revocation}'s, how it is kept in step {@code sync}'s.
 * Start reading at {@code RevocationSupply}.
 */
@NullMarked
package dev.signet.validator.revocation.supply;

import org.jspecify.annotations.NullMarked;

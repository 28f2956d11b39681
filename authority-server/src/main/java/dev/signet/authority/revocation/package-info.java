/**
 * Taking tokens back before they expire: who may, what is kept of it, and the signed list by which
 * validators learn of it.
 *
 * <p>Owns {@code /revoke} (RFC 7009), the revocation list and its deltas. Issuing does not know
 * this package: no token waits for a list. Start reading at {@link
 * dev.signet.authority.revocation.Revocations}.
 */
@NullMarked
package dev.signet.authority.revocation;

import org.jspecify.annotations.NullMarked;

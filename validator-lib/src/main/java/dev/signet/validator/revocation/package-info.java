/**
 * Reads an authority's revocation list and says which tokens it revokes; hidden from users of the
 * library.
 *
 * <p>Owns the format (docs/revocation-list.md), what a newer list or a delta may change, and the
 * search among a million entries. It does not know when to fetch, nor what a verdict makes of a
 * list that is missing: that is the business of {@code sync} and {@code revocation.supply}. Start
 * reading at {@code RevocationList}.
 */
@NullMarked
package dev.signet.validator.revocation;

import org.jspecify.annotations.NullMarked;

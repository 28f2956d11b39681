/**
 * Measures the signed documents: their bytes beside a bound and a rival, what they cost to make, to
 * read and to hold, and what a check costs beside a long list.
 *
 * <p>Owns filled databases, lists signed by a key of its own and the arithmetic of the rows beside.
 * Does not own how soon a document arrives: see {@code revocation}. Start reading at {@code
 * RevocationSizes} and {@code RevocationCheck}.
 */
@NullMarked
package dev.signet.benchmarks.revocation.list;

import org.jspecify.annotations.NullMarked;

/**
 * Measures what it costs to hold a sender to a key.
 *
 * <p>Owns the requests, bound and not; how turns are metered is in {@code checking}. Start reading
 * at {@code ProofCheck}.
 */
@NullMarked
package dev.signet.benchmarks.proofs;

import org.jspecify.annotations.NullMarked;

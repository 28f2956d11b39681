/**
 * Measures what counting a call of a holder costs a provider, locally and in a shared store, beside
 * a bare bucket.
 *
 * <p>Owns who counts and the stores that it starts. The threads are those of {@code threads}. Start
 * reading at {@code QuotaDecisions}.
 */
@NullMarked
package dev.signet.benchmarks.quota;

import org.jspecify.annotations.NullMarked;

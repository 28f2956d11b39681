/**
 * Measures servers from outside: how fast they issue, how soon they start, what memory they hold.
 *
 * <p>Owns the load generator, the processes under test and the floors beside the authority. Knows
 * the authority by its jar, its command line and its HTTP alone. Start reading at {@code IssueLoad}
 * and {@code StartTime}.
 */
@NullMarked
package dev.signet.benchmarks.serving;

import org.jspecify.annotations.NullMarked;

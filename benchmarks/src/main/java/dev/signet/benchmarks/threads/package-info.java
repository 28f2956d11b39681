/**
 * Measures what a second thread adds, by the wall's clock: the machine must be quiet.
 *
 * <p>Owns the threads and the counting. Who checks is in {@code peers}, what is checked in {@code
 * tokens}. Start reading at {@code TwoThreads}.
 */
@NullMarked
package dev.signet.benchmarks.threads;

import org.jspecify.annotations.NullMarked;

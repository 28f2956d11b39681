/**
 * Measures how soon a provider validates that is started while the authority is down.
 *
 * <p>Owns the programs that are started, each as small as it can be, and what they find on the
 * disk. Start reading at {@code Restart}.
 */
@NullMarked
package dev.signet.benchmarks.restart;

import org.jspecify.annotations.NullMarked;

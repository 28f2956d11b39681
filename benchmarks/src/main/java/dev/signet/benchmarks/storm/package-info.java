/**
 * Measures how long good tokens take while a stranger sends tokens of unknown keys.
 *
 * <p>Owns the authority that publishes a key set, the stranger, the good traffic and their phases.
 * Start reading at {@code BogusKids}.
 */
@NullMarked
package dev.signet.benchmarks.storm;

import org.jspecify.annotations.NullMarked;

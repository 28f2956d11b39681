/**
 * What is done with figures once they are measured, for every measurement alike.
 *
 * <p>Owns the median and the ends; does not own what they are figures of. Start reading at {@code
 * Spread}.
 */
@NullMarked
package dev.signet.benchmarks.figures;

import org.jspecify.annotations.NullMarked;

/**
 * What every measurement needs: medians and their ends, percentiles, versions, the build's folder.
 *
 * <p>Does not own what they are figures of. Start reading at {@code Spread}.
 */
@NullMarked
package dev.signet.benchmarks.figures;

import org.jspecify.annotations.NullMarked;

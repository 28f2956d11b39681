/**
 * Measures taking tokens back from end to end: how soon validators refuse, what open streams cost.
 *
 * <p>Owns the validators that wait, the streams that are read and their floor. Does not own the
 * documents that are sent: see {@code revocation.list}. Knows the authority by its command line and
 * its HTTP alone. Start reading at {@code RevocationArrival} and {@code RevocationStreams}.
 */
@NullMarked
package dev.signet.benchmarks.revocation;

import org.jspecify.annotations.NullMarked;

/**
 * Whoever checks tokens: this product, the bare verification of a provider of cryptography, and
 * other libraries, each set to refuse the same things.
 *
 * <p>Owns how each is set up. Knows nothing of how they are measured. Start reading at {@code
 * Peer}.
 */
@NullMarked
package dev.signet.benchmarks.peers;

import org.jspecify.annotations.NullMarked;

/**
 * Makes tokens like the authority's, and publishes the keys.
 *
 * <p>Owns the algorithms, the providers of cryptography that have them, the key and the claims of a
 * token that is checked in a measurement. Knows nothing of who checks it. Start reading at {@code
 * TokenMint}.
 */
@NullMarked
package dev.signet.benchmarks.tokens;

import org.jspecify.annotations.NullMarked;

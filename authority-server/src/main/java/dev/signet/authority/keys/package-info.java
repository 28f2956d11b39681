/**
 * The authority's signing keys: which of them signs when, where they are kept, and their JWK Set.
 *
 * <p>Owns the ring of keys, its rotation, the stores of the ring and the compact form of a token.
 * How a key pair signs is the business of {@code keys.signing}, what a token says that of {@code
 * token}. Start reading at {@link dev.signet.authority.keys.KeyRing}.
 */
@NullMarked
package dev.signet.authority.keys;

import org.jspecify.annotations.NullMarked;

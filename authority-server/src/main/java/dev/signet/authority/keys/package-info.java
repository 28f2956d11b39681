/**
 * The authority's signing keys: making, keeping, using and publishing them.
 *
 * <p>Owns the ring of keys, its rotation, the key files and the compact signing of tokens; private
 * keys never leave this package. What a token says is the business of {@code token}. Start reading
 * at {@link dev.signet.authority.keys.KeyRing}.
 */
@NullMarked
package dev.signet.authority.keys;

import org.jspecify.annotations.NullMarked;

/**
 * Checks tokens on the spot: the one API of the validator.
 *
 * <p>Owns the strict reader, the header and claim rules and the verdict. It does not fetch: keys
 * come from {@code keys} and are kept in step by {@code sync}, all hidden. Start reading at {@link
 * TokenValidator}.
 */
@NullMarked
package dev.signet.validator;

import org.jspecify.annotations.NullMarked;

/**
 * Checks tokens on the spot: the one API of the validator.
 *
 * <p>Owns the front door and the words of its answers. Tokens are judged in {@code rules} by keys
 * from {@code supply} and remembered in {@code cache}, all hidden. Start reading at {@link
 * TokenValidator}.
 */
@NullMarked
package dev.signet.validator;

import org.jspecify.annotations.NullMarked;

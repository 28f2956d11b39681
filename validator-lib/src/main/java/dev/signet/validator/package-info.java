/**
 * Checks tokens on the spot: the one API of the validator.
 *
 * <p>Owns the front door, the words of its answers and the memory of tokens that verified. Tokens
 * are judged in {@code rules} by keys from {@code supply}, all hidden. Start reading at {@link
 * TokenValidator}.
 */
@NullMarked
package dev.signet.validator;

import org.jspecify.annotations.NullMarked;

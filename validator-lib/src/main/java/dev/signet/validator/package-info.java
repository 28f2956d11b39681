/**
 * Checks tokens on the spot: the one API of the validator.
 *
 * <p>Owns the front door and the words of its answers. The steps of a check are joined in {@code
 * check}, hidden as every other package. Start reading at {@link TokenValidator}.
 */
@NullMarked
package dev.signet.validator;

import org.jspecify.annotations.NullMarked;

/**
 * Checks tokens on the spot: the one API of the validator.
 *
 * <p>Owns the strict reader, the header and claim rules and the verdict. It does not fetch: keys
 * come from {@code dev.signet.validator.sync}. Start reading at {@code
 * dev.signet.validator.TokenValidator}.
 */
@NullMarked
package dev.signet.validator;

import org.jspecify.annotations.NullMarked;

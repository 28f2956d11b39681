/**
 * Reads what an authority signs besides tokens; hidden from users of the library.
 *
 * <p>Owns what lists of every kind have in common: type, signature, issuer, times, and how their
 * members and the names in them are written. What a list says is the business of {@code revocation}
 * and {@code allowance}. Start reading at {@code DocumentReader}.
 */
@NullMarked
package dev.signet.validator.document;

import org.jspecify.annotations.NullMarked;

/**
 * Joins the steps of one check; hidden from users of the library.
 *
 * <p>Owns their order, and what of them is repeated for a token that was seen before. The rules of
 * each step are in {@code rules}, keys come from {@code supply}, revocations from {@code
 * revocation.supply}, known tokens from {@code cache}. Start reading at {@code Pipeline}.
 */
@NullMarked
package dev.signet.validator.check;

import org.jspecify.annotations.NullMarked;

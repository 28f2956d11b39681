/**
 * Gives a check its key, and says how the keys stand; hidden from users of the library.
 *
 * <p>Owns what a verdict and a state make of keys that are missing, gone or too old, and what the
 * host hears of them. How keys are kept in step is {@code sync}'s, how they are read {@code
 * keys}'s. Start reading at {@code KeySupply}.
 */
@NullMarked
package dev.signet.validator.supply;

import org.jspecify.annotations.NullMarked;

/**
 * Remembers tokens that verified; hidden from users of the library.
 *
 * <p>Owns how many there are and which give way. It judges nothing: what can change with time is
 * asked anew by whoever finds a token here. Start reading at {@code VerifiedTokens}.
 */
@NullMarked
package dev.signet.validator.cache;

import org.jspecify.annotations.NullMarked;

/**
 * Public keys of an authority and the signatures they verify; hidden from users of the library.
 *
 * <p>Owns which keys are good enough, the set they form and where it is fetched. It does not know
 * tokens: a signature is bytes over bytes. Start reading at {@code VerifyingKeys}, then {@code
 * KeySetReader}.
 */
@NullMarked
package dev.signet.validator.keys;

import org.jspecify.annotations.NullMarked;

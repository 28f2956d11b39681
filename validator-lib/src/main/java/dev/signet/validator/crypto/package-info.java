/**
 * Whose implementation of a signature algorithm is used; hidden from users of the library.
 *
 * <p>Owns the providers that are trusted, their order, the self-test that each must pass, and the
 * engines that are used again and again. It does not know which keys are good enough. Start reading
 * at {@code Engines}, then {@code SelfTest} and {@code SignaturePool}.
 */
@NullMarked
package dev.signet.validator.crypto;

import org.jspecify.annotations.NullMarked;

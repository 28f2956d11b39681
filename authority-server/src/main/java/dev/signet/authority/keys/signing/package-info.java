/**
 * Key pairs: what makes them, what signs with them, and the text they are kept in.
 *
 * <p>Owns the algorithms and every use of a private key; a private key leaves this package only as
 * sealed text; one in a PKCS#11 token never leaves that. Which key signs when is the business of
 * {@code keys}. Start reading at {@link dev.signet.authority.keys.signing.SigningKey}, then {@code
 * SigningEngines} and {@code KeySigner}.
 */
@NullMarked
package dev.signet.authority.keys.signing;

import org.jspecify.annotations.NullMarked;

/**
 * Key pairs: what makes them, what signs with them, and the text they are kept in.
 *
 * <p>Owns the algorithms and every use of a private key; a private key leaves this package only as
 * the text of a file, encrypted where a passphrase is set. Which key signs when is the business of
 * {@code keys}. Start reading at {@link dev.signet.authority.keys.signing.SigningKey}.
 */
@NullMarked
package dev.signet.authority.keys.signing;

import org.jspecify.annotations.NullMarked;

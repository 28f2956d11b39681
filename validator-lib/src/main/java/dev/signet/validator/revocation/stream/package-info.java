/**
 * Listens to an authority that says what it revokes while it does; hidden from users of the
 * library.
 *
 * <p>Owns the connection: its form, its bounds, when it is opened again. It believes nothing: what
 * comes is handed on as bytes, and judged where polled documents are. Start reading at {@code
 * RevocationStream}.
 */
@NullMarked
package dev.signet.validator.revocation.stream;

import org.jspecify.annotations.NullMarked;

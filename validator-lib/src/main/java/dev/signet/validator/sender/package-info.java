/**
 * Judges who sends a request: whether the key or the certificate that a token is bound to is the
 * sender's (RFC 9449 §7, RFC 8705 §3); hidden from users of the library.
 *
 * <p>Owns what a request must come with for which token, and the challenges of both schemes. Proofs
 * are judged in {@code proof}, tokens in {@code check}. Start reading at {@code RequestJudge}.
 */
@NullMarked
package dev.signet.validator.sender;

import org.jspecify.annotations.NullMarked;

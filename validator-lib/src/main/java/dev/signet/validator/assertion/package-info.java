/**
 * Judges assertions: JWTs by which somebody else says who asks, or for whom (RFC 7523 §3). For the
 * authority alone; hidden from users of the library.
 *
 * <p>Owns what an assertion must be like, and where the keys of its issuer come from; spelling,
 * JSON and signatures are those of tokens. It does not know whether an assertion was used before.
 * Start reading at {@code ClaimedAssertion}.
 */
@NullMarked
package dev.signet.validator.assertion;

import org.jspecify.annotations.NullMarked;

/**
 * Judges DPoP proofs: JWTs by which a sender shows that it holds a key (RFC 9449 §4). For the
 * validator and the authority; hidden from users of the library.
 *
 * <p>Owns what a proof must be like, the addresses it is compared with, which proofs were seen, and
 * nonces; spelling, JSON and signatures are those of tokens. It knows of a token only its text and
 * the key it is bound to. Start reading at {@code ProofJudge}.
 */
@NullMarked
package dev.signet.validator.proof;

import org.jspecify.annotations.NullMarked;

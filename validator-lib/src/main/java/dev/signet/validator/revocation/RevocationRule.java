package dev.signet.validator.revocation;

import java.time.Instant;

/**
 * Revokes the tokens of a selection that were issued before a time.
 *
 * @param id the {@code seq} of the change that added it
 * @param selection which tokens it concerns
 * @param issuedBefore a token issued exactly then is not revoked by it; whole seconds
 * @param expires when the last token it can concern has expired
 */
record RevocationRule(long id, Selection selection, Instant issuedBefore, Instant expires) {}

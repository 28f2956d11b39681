package dev.signet.validator.proof;

import java.time.Instant;

/**
 * A proof that was found good: its sender holds the key. Immutable.
 *
 * @param thumbprint of the key (RFC 7638, SHA-256): the {@code jkt} of what is bound to it
 * @param id the {@code jti}
 * @param issuedAt the {@code iat}; a fraction of a second is rounded down
 */
public record Proof(String thumbprint, String id, Instant issuedAt) {}

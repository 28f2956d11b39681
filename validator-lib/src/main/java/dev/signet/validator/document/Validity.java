package dev.signet.validator.document;

import dev.signet.validator.keys.VerifyingKey;
import java.time.Duration;
import java.time.Instant;

/**
 * Who signed a document, when, and how far it can be believed.
 *
 * @param signer the key that verified it
 * @param issuedAt when it was signed, by the authority's clock
 * @param expiresAt from when on it must not be used
 * @param ttl when to ask again: from 1 s to 1 h
 */
public record Validity(VerifyingKey signer, Instant issuedAt, Instant expiresAt, Duration ttl) {}

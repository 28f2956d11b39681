package dev.signet.authority.storage.credential;

import java.time.Instant;

/**
 * That a credential proved something.
 *
 * @param consumer the client's name
 * @param id which of its credentials
 * @param at when it last did
 */
public record CredentialUse(String consumer, String id, Instant at) {}

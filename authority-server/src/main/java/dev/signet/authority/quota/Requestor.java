package dev.signet.authority.quota;

import dev.signet.authority.storage.ConsumerKind;

/**
 * Who is counted: a consumer, whichever of its credentials, sessions, addresses or tokens it uses.
 *
 * @param name its name, one name space for applications and users
 * @param kind application or user
 */
public record Requestor(String name, ConsumerKind kind) {}

package dev.signet.authority.token;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a token will be good for, after policy.
 *
 * @param audience the providers it is for; at least one
 * @param scopes what it allows there; may be empty
 * @param lifetime how long
 */
public record TokenAccess(List<String> audience, Set<String> scopes, Duration lifetime) {}

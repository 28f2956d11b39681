package dev.signet.authority.binding;

import dev.signet.authority.storage.TokenRights.Bound;
import java.util.List;

/**
 * What is known of a token that is about to be bound.
 *
 * @param clientId who asked for it
 * @param bound what the tokens of this client must be bound to
 * @param audience whom it is for
 * @param inherited what the token was bound to that it is exchanged from
 */
public record BoundRequest(
    String clientId, Bound bound, List<String> audience, Inherited inherited) {}

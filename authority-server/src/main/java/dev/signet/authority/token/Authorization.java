package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.directory.Consumer;

/**
 * What a grant allows: this client may have a token that speaks of this holder.
 *
 * @param client who asks
 * @param holder whom the token will speak of
 */
public record Authorization(AuthenticatedConsumer client, Consumer holder) {}

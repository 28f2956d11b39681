package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.claims.Lineage;

/**
 * What a grant allows: this client may have a token that speaks of this holder.
 *
 * @param client who asks
 * @param holder whom the token will speak of
 * @param rights what it may be good for at most
 * @param lineage what it takes over from the token it is exchanged from
 */
public record Authorization(
    AuthenticatedConsumer client, Consumer holder, TokenRights rights, Lineage lineage) {
  /** A token that is exchanged from none, within all rights of the client. */
  public Authorization(AuthenticatedConsumer client, Consumer holder) {
    this(client, holder, client.consumer().rights(), Lineage.none());
  }

  /** Whether the client asks for a token that speaks of itself, and proved it by its secret. */
  boolean isByHoldersSecret() {
    return client.byOwnSecret() && holder.equals(client.consumer());
  }
}

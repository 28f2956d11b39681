package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.binding.BoundRequest;
import dev.signet.authority.binding.Inherited;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.quota.Parties;
import dev.signet.authority.quota.Requestor;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.claims.Lineage;
import java.util.List;

/**
 * What a grant allows: this client may have a token that speaks of this holder.
 *
 * @param client who asks
 * @param holder whom the token will speak of
 * @param rights what it may be good for at most
 * @param lineage what it takes over from the token it is exchanged from
 * @param inherited what that token is bound to
 * @param redemption uses up what was shown for it, once nothing else can refuse the token
 */
public record Authorization(
    AuthenticatedConsumer client,
    Consumer holder,
    TokenRights rights,
    Lineage lineage,
    Inherited inherited,
    Redemption redemption) {
  /** A token that is exchanged from none, within all rights of the client. */
  public Authorization(AuthenticatedConsumer client, Consumer holder) {
    this(client, holder, client.consumer().rights());
  }

  /** A token that is exchanged from none. */
  public Authorization(AuthenticatedConsumer client, Consumer holder, TokenRights rights) {
    this(client, holder, rights, Redemption.NONE);
  }

  /** A token that is exchanged from none, for something that may be used once. */
  public Authorization(
      AuthenticatedConsumer client, Consumer holder, TokenRights rights, Redemption redemption) {
    this(client, holder, rights, Lineage.none(), Inherited.nothing(), redemption);
  }

  /** What the token must be bound to depends on this, and on what it is for. */
  BoundRequest bound(List<String> audience) {
    Consumer asking = client.consumer();
    return new BoundRequest(asking.name(), asking.rights().bound(), audience, inherited);
  }

  /** Who has part in a token for this audience. */
  public Parties parties(List<String> audience) {
    return new Parties(
        requestor(client.consumer()),
        requestor(holder),
        audience,
        lineage.isExchange(),
        lineage.quota());
  }

  private static Requestor requestor(Consumer consumer) {
    return new Requestor(consumer.name(), consumer.kind());
  }

  /** Whether the client asks for a token that speaks of itself, and proved it by its secret. */
  boolean isByHoldersSecret() {
    return client.byOwnSecret() && holder.equals(client.consumer());
  }
}

package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.http.FormParameters;

/**
 * {@code client_credentials} (RFC 6749 §4.4): the token speaks of the consumer that asks.
 *
 * <p>A user who authenticates with name and password is the client, so this grant serves users too;
 * the password grant stays unoffered (RFC 9700 §2.4).
 */
public final class ClientCredentialsGrant implements Grant {
  @Override
  public String type() {
    return "client_credentials";
  }

  @Override
  public Authorization authorize(FormParameters form, AuthenticatedConsumer client) {
    return new Authorization(client, client.consumer());
  }
}

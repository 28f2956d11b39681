package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.http.FormParameters;

/** One grant type: what is its own; the steps all share are in {@link TokenEndpoint}. */
public interface Grant {
  /** The value of {@code grant_type}. */
  String type();

  /**
   * Decides for whom the token will speak.
   *
   * @throws dev.signet.authority.http.OAuthException if the grant does not hold
   */
  Authorization authorize(FormParameters form, AuthenticatedConsumer client);
}

package dev.signet.authority.token;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.http.FormParameters;
import java.util.Optional;

/** One grant type: what is its own; the steps all share are in {@link TokenEndpoint}. */
public interface Grant {
  /** The value of {@code grant_type}. */
  String type();

  /**
   * Decides for whom the token will speak.
   *
   * @throws GrantRefusal if the grant does not hold and the audit log should hear of it
   * @throws dev.signet.authority.http.OAuthException if it does not hold otherwise
   */
  Authorization authorize(FormParameters form, AuthenticatedConsumer client);

  /**
   * Looks again, once the token is on record and before anybody has it: what was taken back in the
   * meantime counts. The same errors.
   */
  default void confirm(FormParameters form, AuthenticatedConsumer client) {}

  /** The {@code issued_token_type} of the answer (RFC 8693 §2.2.1); empty leaves it out. */
  default Optional<String> issuedTokenType() {
    return Optional.empty();
  }
}

package dev.signet.authority.token.exchange;

import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.OAuthException;
import java.util.Optional;
import java.util.Set;

/** The parameters of RFC 8693 §2.1 that are this grant's own; they hold tokens, so never print. */
final class ExchangeRequest {
  static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  /** RFC 8693 §3: an access token that is a JWT is one by either name; ours all are. */
  private static final Set<String> TAKEN =
      Set.of(ACCESS_TOKEN, "urn:ietf:params:oauth:token-type:jwt");

  private final String subjectToken;
  private final Optional<String> actorToken;

  private ExchangeRequest(String subjectToken, Optional<String> actorToken) {
    this.subjectToken = subjectToken;
    this.actorToken = actorToken;
  }

  /**
   * Reads a form.
   *
   * @throws OAuthException {@code invalid_request} if a parameter is missing, alone where two go
   *     together, or a type that is not served
   */
  static ExchangeRequest from(FormParameters form) {
    String subjectToken = form.get("subject_token");
    requireTaken("subject_token_type", form.get("subject_token_type"));
    Optional<String> actorToken = form.find("actor_token");
    Optional<String> actorType = form.find("actor_token_type");
    if (actorToken.isPresent() != actorType.isPresent()) {
      throw OAuthException.invalidRequest("actor_token and actor_token_type go together");
    }
    actorType.ifPresent(type -> requireTaken("actor_token_type", type));
    form.find("requested_token_type").ifPresent(ExchangeRequest::requireIssued);
    return new ExchangeRequest(subjectToken, actorToken);
  }

  private static void requireTaken(String parameter, String type) {
    if (!TAKEN.contains(type)) {
      throw OAuthException.invalidRequest(parameter + " must be " + ACCESS_TOKEN);
    }
  }

  private static void requireIssued(String type) {
    if (!type.equals(ACCESS_TOKEN)) {
      throw OAuthException.invalidRequest("requested_token_type must be " + ACCESS_TOKEN);
    }
  }

  String subjectToken() {
    return subjectToken;
  }

  Optional<String> actorToken() {
    return actorToken;
  }

  /** RFC 8693 §1.1: it is the actor's token that tells the one from the other. */
  ExchangeMode mode() {
    return actorToken.isPresent() ? ExchangeMode.DELEGATION : ExchangeMode.IMPERSONATION;
  }
}
